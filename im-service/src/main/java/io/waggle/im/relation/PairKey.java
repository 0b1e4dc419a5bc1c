package io.waggle.im.relation;

import io.waggle.protocol.Id;

import java.nio.ByteBuffer;

/** The key of two users in either order, so that friend requests in opposite directions share one key. */
public final class PairKey {

    private static final int BYTES = 16;

    private PairKey() {}

    public static byte[] of(Id uid, Id other) {
        Id low = uid.compareTo(other) < 0 ? uid : other;
        Id high = low.equals(uid) ? other : uid;
        return ByteBuffer.allocate(BYTES)
                .putLong(low.value())
                .putLong(high.value())
                .array();
    }
}
