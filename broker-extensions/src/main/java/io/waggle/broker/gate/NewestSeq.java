package io.waggle.broker.gate;

/**
 * The number of a group's newest entry that has arrived at this node. In the end, the group's devices receive everything up to
 * it.
 */
public final class NewestSeq {

    private volatile long seq;

    long get() {
        return seq;
    }

    /** Called by one thread at a time. */
    public void raise(long arrived) {
        seq = Math.max(seq, arrived);
    }
}
