package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as it stands in one member's list.
 *
 * @param peerUid the other one of a pair; null for a group
 * @param remark what the member calls the group for itself
 * @param previewSeq the newest entry that lists show
 * @param lastAt when its newest entry was committed
 * @param pinnedAt 0: it is not pinned
 * @param hiddenSeq it is not listed before there is an entry after this one
 * @param changedAt when the member has last changed anything of it for itself
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
        boolean muted,
        long pinnedAt,
        @Nullable String draft,
        long changedAt) {

    public Head head() {
        return new Head(id, lastSeq, lastOrdinal, previewSeq, lastAt);
    }

    /** The member sees what comes after this entry. */
    public long floor() {
        return Math.max(joinedSeq, clearedSeq);
    }

    public boolean pinned() {
        return pinnedAt > 0;
    }

    public boolean hidden() {
        return lastSeq <= hiddenSeq;
    }

    /** Whether nothing of it is left to be deleted. */
    boolean isCleared() {
        return clearedSeq >= lastSeq && hidden() && !pinned() && draft == null;
    }

    /** When it last became another in the member's list. */
    public long movedAt() {
        return Math.max(lastAt, changedAt);
    }

    Arrangement arrangement() {
        return new Arrangement(muted, pinned(), hidden(), draft == null ? "" : draft);
    }
}
