package io.waggle.media.inspect;

/** A file is not what it claims to be, or more than may be looked at. */
public final class Damaged extends Exception {

    private final String why;

    public Damaged(String why) {
        super(why);
        this.why = why;
    }

    /** For whoever has uploaded it. */
    public String why() {
        return why;
    }
}
