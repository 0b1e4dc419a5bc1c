package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in one member's conversation list.
 *
 * @param peerUid the other user of a pair; null for a group
 * @param remark the member's private name for the group
 * @param previewSeq the newest entry that the list shows
 * @param lastAt the time of its newest entry
 * @param pinnedAt 0 if it is not pinned
 * @param hiddenSeq the conversation is not listed until it has an entry after this one
 * @param hidesEntries whether the member has deleted single entries for themselves
 * @param markedUnread whether the member has marked it as unread
 * @param changedAt when the member last changed their own settings of it
 */
public record Listed(
        Id id,
        @Nullable Id peerUid,
        @Nullable String remark,
        long lastSeq,
        long lastOrdinal,
        long previewSeq,
        long lastAt,
        long joinedSeq,
        long readSeq,
        long clearedSeq,
        long hiddenSeq,
        boolean hidesEntries,
        boolean muted,
        long pinnedAt,
        @Nullable String draft,
        boolean markedUnread,
        long changedAt) {

    public Head head() {
        return new Head(id, lastSeq, lastOrdinal, previewSeq, lastAt);
    }

    public boolean pinned() {
        return pinnedAt > 0;
    }

    public boolean hidden() {
        return lastSeq <= hiddenSeq;
    }

    /** Whether nothing is left to delete for the member. */
    boolean isCleared() {
        return clearedSeq >= lastSeq && hidden() && !pinned() && draft == null && !markedUnread;
    }

    /** When it last changed in the member's list. */
    public long movedAt() {
        return Math.max(lastAt, changedAt);
    }

    Arrangement arrangement() {
        return new Arrangement(muted, pinned(), hidden(), draft == null ? "" : draft, markedUnread);
    }
}
