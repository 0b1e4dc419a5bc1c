package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/**
 * The place of a conversation in a list that has pinned conversations first and is then ordered by activity.
 *
 * @param pinnedAt 0 if it is not pinned
 */
public record ListCursor(long pinnedAt, long lastAt, Id id) {

    public static ListCursor of(Listed listed) {
        return new ListCursor(listed.pinnedAt(), listed.lastAt(), listed.id());
    }
}
