package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Head;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;

import java.util.concurrent.CompletableFuture;

/**
 * A message that was allowed and waits in its lane for a number.
 *
 * @param goodUntil what it was allowed on holds until then; it is to be committed before, or asked for again
 * @param allowedAt the {@link Moments moment} before which its being allowed was asked
 */
record Draft(
        Conversation conversation,
        Id sender,
        Id device,
        ByteString clientId,
        Content content,
        Lifetime lifetime,
        long goodUntil,
        long allowedAt,
        CompletableFuture<AppendOutcome> outcome)
        implements LaneTask {

    @Override
    public void reject(ErrorCode code) {
        outcome.complete(AppendOutcome.Rejected.of(code));
    }

    MessageKey key() {
        return new MessageKey(sender, clientId);
    }

    MessageRow at(Head head) {
        return new MessageRow(
                conversation.id(),
                head.lastSeq(),
                head.lastOrdinal(),
                sender,
                device,
                clientId,
                EntryKind.MESSAGE,
                content,
                head.lastAt(),
                lifetime.expiresAt(),
                lifetime.burnAfter());
    }
}
