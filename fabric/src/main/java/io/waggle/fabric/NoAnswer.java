package io.waggle.fabric;

/**
 * Thrown when a request got no answer: it had no server, the server failed, or the deadline passed. It may have taken effect.
 */
public final class NoAnswer extends RuntimeException {

    public NoAnswer(String message) {
        super(message, null, false, false);
    }
}
