package io.waggle.im;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.fabric.v1.Envelope;

final class Envelopes {

    private Envelopes() {}

    static Envelope parse(byte[] body) {
        try {
            return Envelope.parseFrom(body);
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
