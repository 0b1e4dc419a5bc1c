package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.Id;

import java.time.Duration;

/**
 * A user's permission to write into a conversation.
 *
 * @param askedAt {@link ConversationLog#now} before the permission was asked for; a later change of the conversation, or of what
 *     the user may do, voids it
 * @param goodUntil milliseconds since 1970; after this time the lane does not commit the entry, and a new permit is needed
 * @param pause the time that must have passed since the sender's last message there: the group is in slow mode. Zero: none
 * @param mayMentionAll whether the entry may mention all members
 */
public record Permit(
        Id holder, Conversation conversation, long askedAt, long goodUntil, Duration pause, boolean mayMentionAll) {

    /** A permission that only a change voids. */
    public Permit(Id holder, Conversation conversation, long askedAt) {
        this(holder, conversation, askedAt, Long.MAX_VALUE, Duration.ZERO, true);
    }

    public Permit until(long time) {
        return new Permit(holder, conversation, askedAt, time, pause, mayMentionAll);
    }

    public Permit withPause(Duration time) {
        return new Permit(holder, conversation, askedAt, goodUntil, time, mayMentionAll);
    }

    public Permit withMentionAll(boolean allowed) {
        return new Permit(holder, conversation, askedAt, goodUntil, pause, allowed);
    }
}
