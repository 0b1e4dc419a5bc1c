package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;

/**
 * A reader's read cursor in a conversation that has newer entries.
 *
 * @param seq the newest entry that was read; 0: none
 */
public record ReadPosition(long seq, Head head) {

    public Id conversationId() {
        return head.conversationId();
    }
}
