package io.waggle.benchmarks.load;

/** Thrown when a load does not finish; says what it was waiting for. */
final class GaveUp extends Exception {

    GaveUp(String why) {
        super(why);
    }

    /** Returns the same exception with the name of the part in which it happened. */
    GaveUp during(String part) {
        GaveUp whole = new GaveUp(part + ": " + getMessage());
        whole.initCause(this);
        return whole;
    }
}
