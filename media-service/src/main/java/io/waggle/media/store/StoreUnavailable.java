package io.waggle.media.store;

/** Thrown when the store did not carry out a request but may do so after a moment. */
public final class StoreUnavailable extends RuntimeException {

    /** For a store that is known to be unavailable; this was logged already. */
    StoreUnavailable() {
        super("the store is unavailable");
    }

    StoreUnavailable(String what, Throwable cause) {
        super("the store failed: " + what, cause);
    }
}
