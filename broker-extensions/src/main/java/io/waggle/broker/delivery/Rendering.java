package io.waggle.broker.delivery;

import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import org.jspecify.annotations.Nullable;

/** One event, written at most once per format however many receive it. For one thread. */
final class Rendering {

    private final Down down;
    private byte @Nullable [] json;
    private byte @Nullable [] protobuf;

    Rendering(Down down) {
        this.down = down;
    }

    byte[] in(Format format) {
        if (format == Format.PROTOBUF) {
            if (protobuf == null) {
                protobuf = Payloads.writeDown(Format.PROTOBUF, down);
            }
            return protobuf;
        }
        if (json == null) {
            json = Payloads.writeDown(Format.JSON, down);
        }
        return json;
    }
}
