package io.waggle.fabric;

/** A request got no answer: nobody served it, the server failed, or the deadline passed. It may have taken effect. */
public final class NoAnswer extends RuntimeException {

    public NoAnswer(String message) {
        super(message, null, false, false);
    }
}
