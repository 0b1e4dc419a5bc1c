package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;
import io.waggle.protocol.MediaKinds;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Edited;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.Reactions;
import io.waggle.protocol.v1.Recalled;
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
 * @param amendment what has happened to it since it was written; null: nothing
 * @param about the earlier entry that it is about; null: none
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
        @Nullable Integer burnAfter,
        @Nullable Amendment amendment,
        @Nullable About about) {

    static final Id EVERYONE = new Id(0);

    EntryKey key() {
        return new EntryKey(conversationId, senderUid, clientId);
    }

    EntryRef ref() {
        return new EntryRef(conversationId, seq);
    }

    Committed place() {
        return new Committed(conversationId, seq, Instant.ofEpochMilli(createdAt));
    }

    EntryBody body() {
        return EntryBody.of(kind, content, about);
    }

    /** Whether the entry is not sent to the device. */
    boolean skips(Id device) {
        return kind.has(EntryKind.Trait.SKIPS_ITS_DEVICE) && senderDid.equals(device);
    }

    /** The users that it mentions; contains {@link #EVERYONE} if it mentions all. */
    Set<Id> mentioned() {
        return mentionedIn(content);
    }

    static Set<Id> mentionedIn(Content content) {
        if (content.getMentionsCount() == 0 && !content.getMentionAll()) {
            return Set.of();
        }
        Set<Id> uids = content.getMentionsList().stream().map(Id::new).collect(Collectors.toSet());
        if (content.getMentionAll()) {
            uids.add(EVERYONE);
        }
        return uids;
    }

    /** What it is besides plain text. */
    Set<Facet> facets() {
        return kind == EntryKind.SAID ? Facet.of(content) : Set.of();
    }

    /** The media that it shows, each once. */
    Set<Id> mediaIds() {
        return mediaIdsIn(content);
    }

    static Set<Id> mediaIdsIn(Content content) {
        return MediaKinds.mediaOf(content).stream()
                .map(shown -> new Id(shown.media().getMediaId()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The root of the thread that it belongs to; 0: it is in no thread. */
    long rootSeq() {
        return kind == EntryKind.SAID ? content.getThread() : 0;
    }

    boolean hasLifetime() {
        return expiresAt != null || burnAfter != null;
    }

    /** The number of the entry that it is about; null: none. */
    public @Nullable Long aboutSeq() {
        return about == null ? null : about.seq();
    }

    /** The approximate size of what a reader of the entry gets. */
    int size() {
        Reactions reactions = amendment == null ? null : amendment.reactions();
        return content.getSerializedSize() + (reactions == null ? 0 : reactions.getSerializedSize());
    }

    boolean isRecalled() {
        return amendment != null && amendment.recalledAt() != null;
    }

    /** Whether nobody may see the content any more: it has expired, or was recalled. */
    boolean isGone(long now) {
        return expiresAt != null && expiresAt <= now;
    }

    /** The entry as members see it at this time, live and in history. Content that is gone is never shown, erased or not. */
    Message toMessage(long now) {
        Message.Builder message = Message.newBuilder()
                .setConversation(conversationId.value())
                .setSeq(seq)
                .setFrom(senderUid.value())
                .setAt(createdAt);
        if (amendment != null) {
            message.setVersion(amendment.version());
            if (amendment.thread() != null) {
                message.setThread(amendment.thread().toThread());
            }
        }
        if (amendment != null && amendment.recalledAt() != null && amendment.recalledBy() != null) {
            return message.setRecalled(Recalled.newBuilder()
                            .setBy(amendment.recalledBy().value())
                            .setAt(amendment.recalledAt()))
                    .build();
        }
        if (isGone(now)) {
            return message.setExpired(true).build();
        }
        return show(message, now).build();
    }

    private Message.Builder show(Message.Builder message, long now) {
        if (expiresAt != null) {
            message.setExpiresAt(expiresAt);
        }
        if (burnAfter != null) {
            message.setBurnAfter(burnAfter);
        }
        if (amendment != null && amendment.editedAt() != null) {
            message.setEdited(Edited.newBuilder().setAt(amendment.editedAt()));
        }
        if (amendment != null) {
            message.addAllReactions(amendment.reactionCounts());
        }
        if (about != null && kind == EntryKind.SAID) {
            message.setQuote(about.quote(now));
        }
        return message.setId(clientId).setContent(shownContent(now));
    }

    /** An entry that records an edit shows what the edited message contains now. */
    private Content shownContent(long now) {
        if (kind != EntryKind.EDITED || about == null || about.isGone(now)) {
            return content;
        }
        return Content.newBuilder()
                .setEdit(content.getEdit().toBuilder().setContent(about.content()))
                .build();
    }

    /** The entry as the rules of other packages see it. */
    StoredEntry toStored(long now) {
        return new StoredEntry(
                ref(),
                senderUid,
                kind,
                content,
                createdAt,
                new Lifetime(expiresAt, burnAfter),
                new About(seq, senderUid, content, expiresAt),
                isRecalled(),
                isGone(now));
    }
}
