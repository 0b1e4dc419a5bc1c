package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;

/**
 * How far a reader has come in a conversation that has come further.
 *
 * @param seq what was read up to; 0: nothing
 */
public record ReadPosition(long seq, Head head) {

    public Id conversationId() {
        return head.conversationId();
    }
}
