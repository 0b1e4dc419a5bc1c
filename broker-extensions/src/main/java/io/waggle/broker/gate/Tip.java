package io.waggle.broker.gate;

/** The newest entry of a group that has arrived at this node. The group's devices receive everything up to it in the end. */
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
