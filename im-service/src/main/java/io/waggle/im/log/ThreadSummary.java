package io.waggle.im.log;

import io.waggle.protocol.v1.Thread;

/**
 * A thread, as its root shows it.
 *
 * @param count how many messages it has, without the root
 * @param lastSeq the newest of them, which was committed at {@code lastAt}
 */
record ThreadSummary(int count, long lastSeq, long lastAt) {

    Thread toThread() {
        return Thread.newBuilder()
                .setCount(count)
                .setLastSeq(lastSeq)
                .setLastAt(lastAt)
                .build();
    }
}
