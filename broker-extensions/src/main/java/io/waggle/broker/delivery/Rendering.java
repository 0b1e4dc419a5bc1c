package io.waggle.broker.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import org.jspecify.annotations.Nullable;

/**
 * One event in the formats of its receivers. The service wrote it in protobuf; it is converted to JSON at most once, for any
 * number of receivers. Not thread-safe.
 */
final class Rendering {

    private final ByteString down;
    private byte @Nullable [] json;
    private byte @Nullable [] protobuf;

    Rendering(ByteString down) {
        this.down = down;
    }

    byte[] in(Format format) throws InvalidProtocolBufferException {
        if (format == Format.PROTOBUF) {
            if (protobuf == null) {
                protobuf = down.toByteArray();
            }
            return protobuf;
        }
        if (json == null) {
            json = Payloads.writeDown(Format.JSON, Down.parseFrom(down));
        }
        return json;
    }
}
