package io.waggle.im.message;

import io.waggle.im.conversation.Conversation;

import java.time.Duration;

/**
 * The {@link MessagingPolicy}'s answer to a sender who may write.
 *
 * @param pause the time that must have passed since their last message there; zero: none
 * @param mayMentionAll whether they may mention all members
 */
record Admission(Conversation conversation, Duration pause, boolean mayMentionAll) {

    Admission(Conversation conversation) {
        this(conversation, Duration.ZERO, true);
    }
}
