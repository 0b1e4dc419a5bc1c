package io.waggle.benchmarks.load;

/** Thrown when a load does not finish; says what it was waiting for. */
final class LoadFailedException extends Exception {

    LoadFailedException(String why) {
        super(why);
    }

    /** Returns the same exception with the name of the part in which it happened. */
    LoadFailedException during(String part) {
        LoadFailedException whole = new LoadFailedException(part + ": " + getMessage());
        whole.initCause(this);
        return whole;
    }
}
