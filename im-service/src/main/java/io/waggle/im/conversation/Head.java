package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/**
 * A conversation's newest entry.
 *
 * @param lastOrdinal the number of entries up to this one that count as unread
 * @param previewSeq the newest entry that the conversation list shows; 0 if there is none
 */
public record Head(Id conversationId, long lastSeq, long lastOrdinal, long previewSeq, long lastAt) {

    /** The head of a conversation without entries. */
    public static Head none(Id conversationId) {
        return new Head(conversationId, 0, 0, 0, 0);
    }

    /** The head after one more entry. Within a conversation time never goes back, even if the clock does. */
    public Head next(boolean countsAsUnread, boolean isPreviewed, long now) {
        long seq = lastSeq + 1;
        return new Head(
                conversationId,
                seq,
                countsAsUnread ? lastOrdinal + 1 : lastOrdinal,
                isPreviewed ? seq : previewSeq,
                Math.max(lastAt, now));
    }
}
