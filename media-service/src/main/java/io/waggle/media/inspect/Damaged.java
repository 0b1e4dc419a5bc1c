package io.waggle.media.inspect;

/** Thrown when a file does not match its type or exceeds a limit. */
public final class Damaged extends Exception {

    private final String why;

    public Damaged(String why) {
        super(why);
        this.why = why;
    }

    /** The reason, for the uploader. */
    public String why() {
        return why;
    }
}
