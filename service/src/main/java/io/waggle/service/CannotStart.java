package io.waggle.service;

/** A service is not to run as things are. The message says to a person why, and what would be right. */
public class CannotStart extends RuntimeException {

    public CannotStart(String why) {
        super(why);
    }

    public CannotStart(String why, Throwable cause) {
        super(why, cause);
    }
}
