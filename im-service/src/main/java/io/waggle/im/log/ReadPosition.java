package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;

/**
 * A reader's read cursor in a conversation that has newer entries.
 *
 * @param seq the newest entry that was read; 0: none
 * @param hides whether the reader has deleted single entries for themselves
 */
public record ReadPosition(long seq, boolean hides, Head head) {

    public Id conversationId() {
        return head.conversationId();
    }
}
