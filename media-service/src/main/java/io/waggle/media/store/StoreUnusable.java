package io.waggle.media.store;

/** The store answers, and is not to be used as it is. The message says to a person why, and what would be right. */
public final class StoreUnusable extends RuntimeException {

    StoreUnusable(String why) {
        super(why);
    }

    StoreUnusable(String why, Throwable cause) {
        super(why, cause);
    }
}
