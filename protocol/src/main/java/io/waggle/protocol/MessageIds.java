package io.waggle.protocol;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Client message ids: 16 bytes on the wire and in the database, a UUID in its usual spelling in JSON. */
public final class MessageIds {

    public static final int LENGTH = 16;

    private static final int TEXT_LENGTH = 36;

    private MessageIds() {}

    /** Returns null for what is not a UUID in its usual spelling. */
    public static @Nullable ByteString parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return null;
        }
        try {
            return of(UUID.fromString(text));
        } catch (IllegalArgumentException notAUuid) {
            return null;
        }
    }

    public static ByteString of(UUID uuid) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return ByteString.copyFrom(bytes.flip());
    }

    public static String toString(ByteString id) {
        ByteBuffer bytes = id.asReadOnlyByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
