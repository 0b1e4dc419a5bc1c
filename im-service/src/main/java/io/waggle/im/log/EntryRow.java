package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;
import io.waggle.protocol.MediaKinds;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Media;
import io.waggle.protocol.v1.Message;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stored entry.
 *
 * @param ordinal the number of entries of the conversation up to this one that count as unread
 * @param senderDid the device it came from; 0 if there is none
 * @param expiresAt when its content expires; null: never, or not known until the entry is read
 * @param burnAfter seconds from the reading to the expiry; null: reading does not limit its time
 */
record EntryRow(
        Id conversationId,
        long seq,
        long ordinal,
        Id senderUid,
        Id senderDid,
        ByteString clientId,
        EntryKind kind,
        Content content,
        long createdAt,
        @Nullable Long expiresAt,
        @Nullable Integer burnAfter) {

    static final Id EVERYONE = new Id(0);

    EntryKey key() {
        return new EntryKey(conversationId, senderUid, clientId);
    }

    Committed place() {
        return new Committed(conversationId, seq, Instant.ofEpochMilli(createdAt));
    }

    EntryBody body() {
        return EntryBody.of(kind, content);
    }

    /** Whether the entry is not sent to the device. */
    boolean skips(Id device) {
        return kind.has(EntryKind.Trait.SKIPS_ITS_DEVICE) && senderDid.equals(device);
    }

    /** The users that it mentions; contains {@link #EVERYONE} if it mentions all. */
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

    /** The media it shows; null if there are none. */
    @Nullable
    Id mediaId() {
        Media media = MediaKinds.mediaOf(content);
        return media == null ? null : new Id(media.getMediaId());
    }

    boolean hasLifetime() {
        return expiresAt != null || burnAfter != null;
    }

    /** The entry as members see it at this time, live and in history. Expired content is never shown, erased or not. */
    Message toMessage(long now) {
        Message.Builder message = Message.newBuilder()
                .setConversation(conversationId.value())
                .setSeq(seq)
                .setFrom(senderUid.value())
                .setAt(createdAt);
        if (expiresAt != null && expiresAt <= now) {
            return message.setExpired(true).build();
        }
        if (expiresAt != null) {
            message.setExpiresAt(expiresAt);
        }
        if (burnAfter != null) {
            message.setBurnAfter(burnAfter);
        }
        return message.setId(clientId).setContent(content).build();
    }
}
