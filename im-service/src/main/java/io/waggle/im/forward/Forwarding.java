package io.waggle.im.forward;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;

import java.util.List;

/**
 * Which messages a user forwards, and how.
 *
 * @param seqs the numbers of the messages, in ascending order
 * @param title the title of the combined message; empty for none
 * @param id the ids of the copies follow from it
 */
record Forwarding(
        Id uid, Id conversation, List<Long> seqs, boolean combined, String title, boolean hideSource, ByteString id) {

    /** The ids of the copies in each target, in their order. */
    List<ByteString> ids() {
        return combined ? List.of(combinedId()) : seqs.stream().map(this::idOf).toList();
    }

    ByteString idOf(long seq) {
        return MessageIds.derived(id, conversation.value(), seq);
    }

    ByteString combinedId() {
        return MessageIds.derived(id, conversation.value(), 0);
    }
}
