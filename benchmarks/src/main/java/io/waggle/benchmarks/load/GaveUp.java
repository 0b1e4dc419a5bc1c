package io.waggle.benchmarks.load;

/** A load that did not come to its end, and what it was waiting for. */
final class GaveUp extends Exception {

    GaveUp(String why) {
        super(why);
    }

    /** The same, with what it happened in. */
    GaveUp during(String part) {
        GaveUp whole = new GaveUp(part + ": " + getMessage());
        whole.initCause(this);
        return whole;
    }
}
