package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Message;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * An entry as it is stored.
 *
 * @param ordinal how many entries of the conversation up to this one are messages
 * @param senderDid the device it came from; 0 for a change, which is sent to every device
 */
record MessageRow(
        Id conversationId,
        long seq,
        long ordinal,
        Id senderUid,
        Id senderDid,
        ByteString clientId,
        EntryKind kind,
        Content content,
        long createdAt) {

    static final Id EVERYONE = new Id(0);

    MessageKey key() {
        return new MessageKey(senderUid, clientId);
    }

    /** Whom it names; {@link #EVERYONE} among them if it means all. */
    Set<Id> mentioned() {
        if (content.getMentionsCount() == 0 && !content.getMentionAll()) {
            return Set.of();
        }
        Set<Id> uids = content.getMentionsList().stream().map(Id::new).collect(Collectors.toSet());
        if (content.getMentionAll()) {
            uids.add(EVERYONE);
        }
        return uids;
    }

    /** As members see it, live and in history. */
    Message toMessage() {
        return Message.newBuilder()
                .setConversation(conversationId.value())
                .setSeq(seq)
                .setFrom(senderUid.value())
                .setAt(createdAt)
                .setId(clientId)
                .setContent(content)
                .build();
    }
}
