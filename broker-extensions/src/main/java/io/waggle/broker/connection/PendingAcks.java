package io.waggle.broker.connection;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/**
 * What the PUBACKs and PUBRECs that are on their way out will say, by packet id.
 *
 * <p>They leave in the order of their publishes, so the one that is looked for is the first, or was never put.
 */
public final class PendingAcks {

    private final ArrayDeque<Ack> pending = new ArrayDeque<>(2);

    /** What one acknowledgement says beside its reason. */
    public sealed interface Ack {

        int packetId();

        /** The message is committed. */
        record Committed(int packetId, long seq, long at) implements Ack {}

        /** The message is refused, and why, for a developer to read. */
        record Detail(int packetId, String detail) implements Ack {}
    }

    public synchronized void put(Ack ack) {
        pending.addLast(ack);
    }

    public synchronized @Nullable Ack take(int packetId) {
        Ack first = pending.peekFirst();
        if (first == null || first.packetId() != packetId) {
            return null;
        }
        return pending.removeFirst();
    }
}
