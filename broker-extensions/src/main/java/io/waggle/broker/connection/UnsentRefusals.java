package io.waggle.broker.connection;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Refusals that were published to a device and have not gone out to it yet. MQTT 3.1.1 acknowledges what is refused, so none
 * of them may be lost at the limit of the broker's queue; nor may one come again when the device may have sent the same anew.
 * Guarded by its {@link Gate}.
 */
final class UnsentRefusals {

    private static final class Unsent {
        private final ByteBuffer payload;
        /** How many of it may be in the broker's queue. */
        private int copies = 1;

        private long offeredBefore;
        private int looks;
        /** Twice as many each time: the broker may only be slow. */
        private int looksToWait = 2;

        Unsent(byte[] payload, long offered) {
            this.payload = ByteBuffer.wrap(payload);
            this.offeredBefore = offered;
        }

        boolean isToGoAgain(long offered, boolean drained, int queue) {
            looks++;
            boolean isGone = offered - offeredBefore > queue;
            boolean seemsGone = drained && looks >= looksToWait;
            if (!isGone && !seemsGone) {
                return false;
            }
            copies = isGone ? 1 : copies + 1;
            offeredBefore = offered;
            looks = 0;
            looksToWait *= 2;
            return true;
        }
    }

    private final int capacity;
    private final ArrayDeque<Unsent> unsent = new ArrayDeque<>(0);

    /** Copies that may still come, of what has gone out. */
    private final ArrayDeque<ByteBuffer> surplus = new ArrayDeque<>(0);

    UnsentRefusals(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Returns whether there was room for one more.
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

    /** Something that is no entry comes by. Returns false for the copy of a refusal that has gone out. */
    boolean pass(ByteBuffer payload) {
        for (Iterator<Unsent> waiting = unsent.iterator(); waiting.hasNext(); ) {
            Unsent one = waiting.next();
            if (one.payload.equals(payload)) {
                waiting.remove();
                for (int i = 1; i < one.copies && surplus.size() < capacity; i++) {
                    surplus.addLast(one.payload);
                }
                return true;
            }
        }
        return surplus.isEmpty() || !surplus.remove(payload);
    }

    /**
     * Called now and then, and returns what is to be published again: what has not gone out, though more entries than the broker
     * keeps for the device were offered since, or though the device has long acknowledged all that went out.
     *
     * @param offered how many entries the broker has offered to the connection so far
     * @param drained whether the device has acknowledged all that went out to it
     */
    List<byte[]> takeLost(long offered, boolean drained) {
        List<byte[]> lost = new ArrayList<>(0);
        for (Unsent one : unsent) {
            if (one.isToGoAgain(offered, drained, capacity)) {
                lost.add(one.payload.array());
            }
        }
        return lost;
    }

    void clear() {
        unsent.clear();
    }
}
