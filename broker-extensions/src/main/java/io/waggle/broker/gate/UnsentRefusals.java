package io.waggle.broker.gate;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The refusals that were published to a device and have not been sent to it yet. An MQTT 3.1.1 publication that is refused is
 * acknowledged all the same, so no refusal may be lost when the broker's queue is full. A refusal may not be sent twice either,
 * since the device may have sent the same publication again. Guarded by its {@link Gate}.
 */
final class UnsentRefusals {

    private static final class Unsent {
        private final ByteBuffer payload;
        /** The number of copies that may be in the broker's queue. */
        private int copies = 1;

        private long offeredBefore;
        private int checks;
        /** Doubled each time: the broker may only be slow. */
        private int checksToWait = 2;

        Unsent(byte[] payload, long offered) {
            this.payload = ByteBuffer.wrap(payload);
            this.offeredBefore = offered;
        }

        boolean mustResend(long offered, boolean drained, int queue) {
            checks++;
            boolean isLost = offered - offeredBefore > queue;
            boolean seemsLost = drained && checks >= checksToWait;
            if (!isLost && !seemsLost) {
                return false;
            }
            copies = isLost ? 1 : copies + 1;
            offeredBefore = offered;
            checks = 0;
            checksToWait *= 2;
            return true;
        }
    }

    private final int capacity;
    private final ArrayDeque<Unsent> unsent = new ArrayDeque<>(0);

    /** Copies that may still arrive, of refusals that have been sent. */
    private final ArrayDeque<ByteBuffer> extraCopies = new ArrayDeque<>(0);

    UnsentRefusals(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds a refusal. Returns false if there is no room.
     *
     * @param offered how many entries the broker has offered to the connection so far
     */
    boolean add(byte[] payload, long offered) {
        if (unsent.size() >= capacity) {
            return false;
        }
        unsent.addLast(new Unsent(payload, offered));
        return true;
    }

    /** A packet that is not an entry passes. Returns false for a further copy of a refusal that has been sent. */
    boolean pass(ByteBuffer payload) {
        for (Iterator<Unsent> waiting = unsent.iterator(); waiting.hasNext(); ) {
            Unsent one = waiting.next();
            if (one.payload.equals(payload)) {
                waiting.remove();
                for (int i = 1; i < one.copies && extraCopies.size() < capacity; i++) {
                    extraCopies.addLast(one.payload);
                }
                return true;
            }
        }
        return extraCopies.isEmpty() || !extraCopies.remove(payload);
    }

    /**
     * Returns the refusals that must be published again. They have not been sent, although the broker has offered more entries
     * since than its queue holds, or although the device has long acknowledged everything that went out. Called from time to
     * time.
     *
     * @param offered how many entries the broker has offered to the connection so far
     * @param drained whether the device has acknowledged everything that was sent to it
     */
    List<byte[]> takeLost(long offered, boolean drained) {
        List<byte[]> lost = new ArrayList<>(0);
        for (Unsent one : unsent) {
            if (one.mustResend(offered, drained, capacity)) {
                lost.add(one.payload.array());
            }
        }
        return lost;
    }

    void clear() {
        unsent.clear();
    }
}
