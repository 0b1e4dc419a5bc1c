package io.waggle.broker.gate;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The entries that were sent and are not acknowledged yet, in order. Guarded by its {@link Gate}. */
final class InFlight {

    private static final class Sent {
        private final int packetId;
        private final Flow flow;
        private final long seq;
        /** The size of the entry's packet if the entry was withheld; else 0. */
        private final int tooLarge;

        private boolean acknowledged;

        Sent(int packetId, Flow flow, long seq, int tooLarge) {
            this.packetId = packetId;
            this.flow = flow;
            this.seq = seq;
            this.tooLarge = tooLarge;
        }
    }

    private final ArrayDeque<Sent> sent = new ArrayDeque<>(4);

    void add(int packetId, Flow flow, long seq, int tooLarge) {
        sent.addLast(new Sent(packetId, flow, seq, tooLarge));
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /**
     * Acknowledges a packet. Clients acknowledge in order, so it is usually the first. An acknowledgement out of order counts
     * when all before it are acknowledged too.
     *
     * @param moved called for each flow that has moved
     */
    void acknowledge(int packetId, Consumer<Flow> moved) {
        for (Sent one : sent) {
            if (one.packetId == packetId && !one.acknowledged) {
                one.acknowledged = true;
                break;
            }
        }
        for (Sent first = sent.peekFirst(); first != null && first.acknowledged; first = sent.peekFirst()) {
            sent.removeFirst();
            first.flow.acknowledge(first.seq, first.tooLarge);
            moved.accept(first.flow);
        }
    }
}
