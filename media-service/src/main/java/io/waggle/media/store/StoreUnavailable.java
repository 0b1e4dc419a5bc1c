package io.waggle.media.store;

/** The store did not do what it was asked, and may do so in a moment. */
public final class StoreUnavailable extends RuntimeException {

    StoreUnavailable(String what, Throwable cause) {
        super("the store failed: " + what, cause);
    }
}
