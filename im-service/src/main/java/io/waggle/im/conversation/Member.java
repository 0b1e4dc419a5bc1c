package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/**
 * One user's place in a conversation.
 *
 * @param joinedSeq the member sees what comes after this entry
 * @param readSeq the newest entry that the member has read
 */
public record Member(Id conversationId, Id uid, Role role, long joinedSeq, long readSeq, long joinedAt) {}
