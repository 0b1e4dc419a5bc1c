package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * One user's place in a conversation.
 *
 * @param joinedSeq what the conversation had come to when the member came in; 0 if it sees what was said before, too
 * @param readSeq the newest entry that the member has read
 * @param clearedSeq the member has deleted for itself everything up to this entry
 * @param nickname what it is called in the group, if not as elsewhere
 * @param remark what it calls the group for itself
 * @param mutedUntil it may not speak until then; 0: until it is let; null: it may
 */
public record Member(
        Id conversationId,
        Id uid,
        Role role,
        long joinedSeq,
        long readSeq,
        long clearedSeq,
        long joinedAt,
        @Nullable String nickname,
        @Nullable String remark,
        @Nullable Long mutedUntil) {

    /** The member sees what comes after this entry. */
    public long floor() {
        return Math.max(joinedSeq, clearedSeq);
    }
}
