package io.waggle.im.schedule;

import com.google.protobuf.ByteString;
import io.waggle.im.log.Draft;
import io.waggle.im.log.EntryBody;
import io.waggle.im.log.Lifetime;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;

/**
 * A stored message that is to be sent later.
 *
 * @param clientId the message id, the same in every attempt
 * @param attempts how often it was tried to send it, since it was last scheduled
 * @param errorCode why it failed; null: it has not
 */
record ScheduledRow(
        Id id,
        Id uid,
        Id conversationId,
        ByteString clientId,
        Content content,
        @Nullable Long expiresAt,
        @Nullable Integer burnAfter,
        long sendAt,
        ScheduledState state,
        int attempts,
        @Nullable String errorCode,
        @Nullable String errorDetail,
        long createdAt) {

    /** A new one, which waits. */
    static ScheduledRow of(Id id, Id conversationId, Draft draft, Content content, long sendAt, long createdAt) {
        return new ScheduledRow(
                id,
                draft.sender(),
                conversationId,
                draft.clientId(),
                content,
                draft.lifetime().expiresAt(),
                draft.lifetime().burnAfter(),
                sendAt,
                ScheduledState.WAITING,
                0,
                null,
                null,
                createdAt);
    }

    /** The same message with this content, at this time: it waits again. */
    ScheduledRow changed(Content newContent, Lifetime lifetime, long newSendAt) {
        return new ScheduledRow(
                id,
                uid,
                conversationId,
                clientId,
                newContent,
                lifetime.expiresAt(),
                lifetime.burnAfter(),
                newSendAt,
                ScheduledState.WAITING,
                0,
                null,
                null,
                createdAt);
    }

    Lifetime lifetime() {
        return new Lifetime(expiresAt, burnAfter);
    }

    /** The message as it is sent: from no device, so that all devices of the sender receive it. */
    Draft draft() {
        return new Draft(uid, Draft.NO_DEVICE, clientId, new EntryBody.Said(content), lifetime());
    }

    /** The message as its sender gave it. */
    Send send() {
        return Send.newBuilder()
                .setId(clientId)
                .setContent(content)
                .setExpiresAt(expiresAt == null ? 0 : expiresAt)
                .setBurnAfter(burnAfter == null ? 0 : burnAfter)
                .build();
    }
}
