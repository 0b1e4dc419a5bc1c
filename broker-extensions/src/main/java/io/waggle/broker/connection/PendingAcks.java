package io.waggle.broker.connection;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/**
 * The properties for PUBACKs and PUBRECs that have not been sent yet, by packet id.
 *
 * <p>Acknowledgements are sent in the order of their publishes, so the requested one is the first or does not exist.
 */
public final class PendingAcks {

    private final ArrayDeque<Ack> pending = new ArrayDeque<>(2);

    /** The content of one acknowledgement besides its reason code. */
    public sealed interface Ack {

        int packetId();

        /** The message is committed. */
        record Committed(int packetId, long seq, long at) implements Ack {}

        /** The message is refused; the detail says why, for a developer. */
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
