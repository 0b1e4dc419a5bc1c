package io.waggle.media.worker;

/** A file is not what it claims to be, or larger than may be looked at. */
final class Unreadable extends Exception {

    Unreadable(String why) {
        super(why);
    }
}
