package io.waggle.media.store;

import io.waggle.kit.CannotStart;

/** Thrown when the store answers but must not be used in its present state. */
public final class StoreUnusable extends CannotStart {

    StoreUnusable(String why) {
        super(why);
    }

    StoreUnusable(String why, Throwable cause) {
        super(why, cause);
    }
}
