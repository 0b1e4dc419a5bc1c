package io.waggle.media.worker;

/** Thrown when a file does not match its type or exceeds a limit. */
final class Unreadable extends Exception {

    Unreadable(String why) {
        super(why);
    }
}
