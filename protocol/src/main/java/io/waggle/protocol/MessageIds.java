package io.waggle.protocol;

import com.google.protobuf.ByteString;
import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Client message ids: 16 bytes in protobuf and in the database, a UUID in its usual spelling in JSON. */
public final class MessageIds {

    public static final int LENGTH = 16;

    private static final int TEXT_LENGTH = 36;

    private MessageIds() {}

    /** Returns null for text that is not a UUID in its usual spelling. */
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

    /** Returns a new id, a UUIDv7, for a message whose sender did not choose one. */
    public static ByteString next(InstantSource clock, RandomGenerator random) {
        long time = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
        long rest = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return of(new UUID(time, rest));
    }

    /** Returns the id that the sender chose, or else a new one. */
    public static ByteString of(Send send, InstantSource clock, RandomGenerator random) {
        return send.getId().isEmpty() ? next(clock, random) : send.getId();
    }

    /** Returns the same id for the same values, and another one for others: a UUID of version 3. */
    public static ByteString derived(ByteString id, long conversation, long seq) {
        byte[] name = ByteBuffer.allocate(id.size() + 2 * Long.BYTES)
                .put(id.asReadOnlyByteBuffer())
                .putLong(conversation)
                .putLong(seq)
                .array();
        return of(UUID.nameUUIDFromBytes(name));
    }

    public static String toString(ByteString id) {
        ByteBuffer bytes = id.asReadOnlyByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
