package io.waggle.im.receipt;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What is to be pushed of one conversation.
 *
 * @param pair the two of a pair, who have no other receipts than one another's; null for a group
 */
record Due(Id conversation, @Nullable Pair pair, Map<Id, Progress> members) {

    /** Two who write to each other. */
    record Pair(Id uid, Id other) {
        Id peerOf(Id one) {
            return one.equals(uid) ? other : uid;
        }
    }
}
