package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Send;

/**
 * An entry before it has its number: what a sender wants to write.
 *
 * @param device the device it comes from; {@link #NO_DEVICE} if there is none
 * @param clientId the client message id: within a conversation, the same id from the same sender means the same entry
 */
public record Draft(Id sender, Id device, ByteString clientId, EntryBody body, Lifetime lifetime) {

    public static final Id NO_DEVICE = new Id(0);

    public Draft {
        boolean limited = !lifetime.equals(Lifetime.UNLIMITED);
        if (limited && !body.kind().has(EntryKind.Trait.MAY_EXPIRE)) {
            throw new IllegalArgumentException(body.kind() + " entries cannot expire");
        }
    }

    /** What a client wants to send, under this id. */
    public static Draft of(Id sender, Id device, ByteString clientId, Send send) {
        return new Draft(sender, device, clientId, new EntryBody.Said(send.getContent()), Lifetime.of(send));
    }

    public Content content() {
        return body.content();
    }

    /** The same draft with another body. */
    public Draft with(EntryBody other) {
        return new Draft(sender, device, clientId, other, lifetime);
    }

    EntryKey keyIn(Conversation conversation) {
        return new EntryKey(conversation.id(), sender, clientId);
    }

    /** The entry with the head's number and time. */
    EntryRow at(Head head) {
        return new EntryRow(
                head.conversationId(),
                head.lastSeq(),
                head.lastOrdinal(),
                sender,
                device,
                clientId,
                body.kind(),
                body.content(),
                head.lastAt(),
                lifetime.expiresAt(),
                lifetime.burnAfter(),
                null,
                body.about());
    }
}
