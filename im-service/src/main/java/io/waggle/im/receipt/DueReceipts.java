package io.waggle.im.receipt;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The receipts of one conversation that are due to be pushed.
 *
 * @param pair the two users of a pair, who receive each other's receipts only; null for a group
 */
record DueReceipts(Id conversation, @Nullable Pair pair, Map<Id, Progress> members) {

    /** The two users of a pair. */
    record Pair(Id uid, Id other) {
        Id peerOf(Id one) {
            return one.equals(uid) ? other : uid;
        }
    }
}
