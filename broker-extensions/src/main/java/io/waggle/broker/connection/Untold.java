package io.waggle.broker.connection;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Refusals that were published to a device and have not gone out to it yet. MQTT 3.1.1 acknowledges what is refused, so none
 * of them may be lost at the limit of the broker's queue. Guarded by its {@link Gate}.
 */
final class Untold {

    private static final class Telling {
        private final byte[] payload;
        /** How many entries the broker had offered when it was looked at last; negative before. */
        private long offeredBefore = -1;

        Telling(byte[] payload) {
            this.payload = payload;
        }

        boolean isLost(long offered, boolean drained, int queue) {
            boolean lost = offeredBefore >= 0 && (drained || offered - offeredBefore > queue);
            if (lost || offeredBefore < 0) {
                offeredBefore = offered;
            }
            return lost;
        }
    }

    private final int capacity;
    private final ArrayDeque<Telling> tellings = new ArrayDeque<>(0);

    Untold(int capacity) {
        this.capacity = capacity;
    }

    /** Returns whether there was room for one more. */
    boolean add(byte[] payload) {
        if (tellings.size() >= capacity) {
            return false;
        }
        tellings.addLast(new Telling(payload));
        return true;
    }

    /** Something goes out that is no entry. */
    void told(ByteBuffer payload) {
        for (var waiting = tellings.iterator(); waiting.hasNext(); ) {
            if (payload.equals(ByteBuffer.wrap(waiting.next().payload))) {
                waiting.remove();
                return;
            }
        }
    }

    /**
     * Called now and then, and returns what is to be published again: what has not gone out since the last time, though the
     * device has acknowledged all that did, or more entries than the broker keeps for it were offered.
     *
     * @param offered how many entries the broker has offered to the connection so far
     * @param drained whether the device has acknowledged all that went out to it
     */
    List<byte[]> takeLost(long offered, boolean drained) {
        List<byte[]> lost = new ArrayList<>(0);
        for (Telling telling : tellings) {
            if (telling.isLost(offered, drained, capacity)) {
                lost.add(telling.payload);
            }
        }
        return lost;
    }
}
