package io.waggle.im.message;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;

/** @param body a {@code waggle.v1.Content} */
record MessageRow(
        Id conversationId, long seq, Id senderUid, Id senderDid, ByteString clientId, ByteString body, long createdAt) {

    MessageKey key() {
        return new MessageKey(senderUid, clientId);
    }
}
