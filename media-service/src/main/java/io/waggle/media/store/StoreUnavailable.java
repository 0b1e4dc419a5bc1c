package io.waggle.media.store;

/** The store did not do what it was asked, and may do so in a moment. */
public final class StoreUnavailable extends RuntimeException {

    /** It is known to be away, and has been told of. */
    StoreUnavailable() {
        super("the store is away");
    }

    StoreUnavailable(String what, Throwable cause) {
        super("the store failed: " + what, cause);
    }
}
