package io.waggle.im.log;

import io.waggle.protocol.Id;

/** When a user last wrote a message into a conversation. */
record LastMessage(Id conversationId, Id senderUid, long createdAt) {

    Author author() {
        return new Author(conversationId, senderUid);
    }
}
