package io.waggle.im.message;

import com.google.protobuf.ByteString;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;

import java.util.concurrent.CompletableFuture;

/** A message that was allowed and waits in its lane for a number. */
record Draft(
        Conversation conversation,
        Id sender,
        Id device,
        ByteString clientId,
        ByteString body,
        CompletableFuture<SendOutcome> outcome) {

    MessageKey key() {
        return new MessageKey(sender, clientId);
    }

    MessageRow at(Head head) {
        return new MessageRow(conversation.id(), head.lastSeq(), sender, device, clientId, body, head.lastAt());
    }
}
