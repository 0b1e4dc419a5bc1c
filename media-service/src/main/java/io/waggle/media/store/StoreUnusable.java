package io.waggle.media.store;

import io.waggle.service.CannotStart;

/** The store answers, and is not to be used as it is. */
public final class StoreUnusable extends CannotStart {

    StoreUnusable(String why) {
        super(why);
    }

    StoreUnusable(String why, Throwable cause) {
        super(why, cause);
    }
}
