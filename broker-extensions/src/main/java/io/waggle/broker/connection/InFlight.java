package io.waggle.broker.connection;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The entries that were let through and are not acknowledged yet, in their order. Guarded by its {@link Gate}. */
final class InFlight {

    private static final class Passage {
        private final int packetId;
        private final Flow flow;
        private final long seq;
        private boolean acknowledged;

        Passage(int packetId, Flow flow, long seq) {
            this.packetId = packetId;
            this.flow = flow;
            this.seq = seq;
        }
    }

    private final ArrayDeque<Passage> passages = new ArrayDeque<>(4);

    void add(int packetId, Flow flow, long seq) {
        passages.addLast(new Passage(packetId, flow, seq));
    }

    boolean isEmpty() {
        return passages.isEmpty();
    }

    /**
     * Clients acknowledge in order, so it is the first. Out of order, it counts when those before it are acknowledged too.
     *
     * @param moved called for each flow that has moved
     */
    void acknowledge(int packetId, Consumer<Flow> moved) {
        for (Passage passage : passages) {
            if (passage.packetId == packetId && !passage.acknowledged) {
                passage.acknowledged = true;
                break;
            }
        }
        for (Passage first = passages.peekFirst(); first != null && first.acknowledged; first = passages.peekFirst()) {
            passages.removeFirst();
            first.flow.acknowledge(first.seq);
            moved.accept(first.flow);
        }
    }
}
