package io.waggle.im.relation;

import io.waggle.protocol.Id;

import java.nio.ByteBuffer;

/** The key of two users in either order, so that requests in opposite directions share one key. */
final class PendingPair {

    private static final int BYTES = 16;

    private PendingPair() {}

    static byte[] of(Id uid, Id other) {
        Id low = uid.compareTo(other) < 0 ? uid : other;
        Id high = low.equals(uid) ? other : uid;
        return ByteBuffer.allocate(BYTES)
                .putLong(low.value())
                .putLong(high.value())
                .array();
    }
}
