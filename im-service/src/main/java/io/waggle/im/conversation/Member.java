package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A member of a conversation.
 *
 * @param joinedSeq the newest entry when the member joined; 0 if the member may also see what was said before
 * @param readSeq the read cursor: the newest entry that the member has read
 * @param clearedSeq the member has deleted, for themselves only, all entries up to this one
 * @param hidesEntries whether the member has deleted single entries for themselves only
 * @param nickname the member's name in this group; null if they use their account's nickname
 * @param remark the member's private name for the group
 * @param mutedUntil until when the member is muted; 0: until an admin unmutes them; null: not muted
 */
public record Member(
        Id conversationId,
        Id uid,
        Role role,
        long joinedSeq,
        long readSeq,
        long clearedSeq,
        boolean hidesEntries,
        long joinedAt,
        @Nullable String nickname,
        @Nullable String remark,
        @Nullable Long mutedUntil) {}
