package io.waggle.broker.connection;

import com.google.protobuf.InvalidProtocolBufferException;

/** Parses messages of the service. */
public final class Protobuf {

    private Protobuf() {}

    /** A parser of one message. */
    public interface Parsing<T> {
        T parse() throws InvalidProtocolBufferException;
    }

    /** Returns the message. Throws if this version cannot read it, which is a fault. */
    public static <T> T parse(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("The message from the service is malformed", malformed);
        }
    }
}
