package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;

/**
 * The permission to write one entry into a conversation.
 *
 * @param askedAt {@link ConversationLog#now} before the permission was asked for; a later change of the conversation voids it
 * @param goodUntil milliseconds since 1970; after this time the lane does not commit the entry, and a new permit is needed
 */
public record Permit(Conversation conversation, long askedAt, long goodUntil) {

    /** A permission that only a change of the conversation voids. */
    public Permit(Conversation conversation, long askedAt) {
        this(conversation, askedAt, Long.MAX_VALUE);
    }

    public Permit until(long time) {
        return new Permit(conversation, askedAt, time);
    }
}
