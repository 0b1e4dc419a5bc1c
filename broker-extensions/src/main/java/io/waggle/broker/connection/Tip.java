package io.waggle.broker.connection;

/** The newest entry of a group that has come to this node: what its devices should have, sooner or later. */
public final class Tip {

    private volatile long last;

    public long last() {
        return last;
    }

    /** Called by one thread at a time. */
    public void raise(long seq) {
        last = Math.max(last, seq);
    }
}
