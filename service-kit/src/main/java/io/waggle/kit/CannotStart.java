package io.waggle.kit;

/** Thrown when a service must not run in the present state. The message tells a person the reason and the solution. */
public class CannotStart extends RuntimeException {

    public CannotStart(String why) {
        super(why);
    }

    public CannotStart(String why, Throwable cause) {
        super(why, cause);
    }
}
