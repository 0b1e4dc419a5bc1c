package io.waggle.broker.uplink;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/**
 * The outcomes that one connection's next PUBACKs and PUBRECs carry, by packet id.
 *
 * <p>Acknowledgements are sent in the order of their publishes, so the requested one is the first or does not exist.
 */
public final class PendingAcks {

    private record Pending(int packetId, Outcome outcome) {}

    private final ArrayDeque<Pending> pending = new ArrayDeque<>(2);

    synchronized void put(int packetId, Outcome outcome) {
        pending.addLast(new Pending(packetId, outcome));
    }

    /** Returns null if this acknowledgement carries nothing besides its reason code. */
    synchronized @Nullable Outcome take(int packetId) {
        Pending first = pending.peekFirst();
        if (first == null || first.packetId() != packetId) {
            return null;
        }
        pending.removeFirst();
        return first.outcome();
    }
}
