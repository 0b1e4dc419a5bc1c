package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/** A conversation's newest entry. */
public record Head(Id conversationId, long lastSeq, long lastAt) {

    /** Of a conversation in which nothing has been said. */
    public static Head none(Id conversationId) {
        return new Head(conversationId, 0, 0);
    }

    /** The head after one more entry. Time does not go back within a conversation, whatever the clock does. */
    public Head next(long now) {
        return new Head(conversationId, lastSeq + 1, Math.max(lastAt, now));
    }
}
