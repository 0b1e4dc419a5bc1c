package io.waggle.im;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Down;

/** What the fabric carries to brokers, read as one would. */
public final class Envelopes {

    private Envelopes() {}

    public static Envelope parse(byte[] body) {
        try {
            return Envelope.parseFrom(body);
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }

    /** What the envelope says to clients. */
    public static Down down(Envelope envelope) {
        try {
            return Down.parseFrom(envelope.getDown());
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }

    public static boolean isReceipt(Envelope envelope) {
        Down down = down(envelope);
        return down.hasReceipt() || down.hasReceipts();
    }
}
