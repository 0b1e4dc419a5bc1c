package io.waggle.im.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Message;

/** @param body a {@code waggle.v1.Content} */
record MessageRow(
        Id conversationId, long seq, Id senderUid, Id senderDid, ByteString clientId, ByteString body, long createdAt) {

    MessageKey key() {
        return new MessageKey(senderUid, clientId);
    }

    /** As members see it, live and in history. */
    Message toMessage() {
        try {
            return Message.newBuilder()
                    .setConversation(conversationId.value())
                    .setSeq(seq)
                    .setFrom(senderUid.value())
                    .setAt(createdAt)
                    .setId(clientId)
                    .setContent(Content.parseFrom(body))
                    .build();
        } catch (InvalidProtocolBufferException notOurs) {
            throw new IllegalStateException(
                    "message " + conversationId + "/" + seq + " has a body that is not a Content", notOurs);
        }
    }
}
