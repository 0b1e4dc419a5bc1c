package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/**
 * A conversation's newest entry.
 *
 * @param lastOrdinal how many entries up to this one are messages
 */
public record Head(Id conversationId, long lastSeq, long lastOrdinal, long lastAt) {

    /** Of a conversation in which nothing has been said. */
    public static Head none(Id conversationId) {
        return new Head(conversationId, 0, 0, 0);
    }

    /** The head after one more message. Time does not go back within a conversation, whatever the clock does. */
    public Head nextMessage(long now) {
        return new Head(conversationId, lastSeq + 1, lastOrdinal + 1, Math.max(lastAt, now));
    }

    /** The head after one more entry that is no message. */
    public Head nextChange(long now) {
        return new Head(conversationId, lastSeq + 1, lastOrdinal, Math.max(lastAt, now));
    }
}
