package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/**
 * One user's place in a conversation.
 *
 * @param joinedSeq what the conversation had come to when the member came in
 * @param readSeq the newest entry that the member has read
 * @param clearedSeq the member has deleted for itself everything up to this entry
 */
public record Member(
        Id conversationId, Id uid, Role role, long joinedSeq, long readSeq, long clearedSeq, long joinedAt) {

    /** The member sees what comes after this entry. */
    public long floor() {
        return Math.max(joinedSeq, clearedSeq);
    }
}
