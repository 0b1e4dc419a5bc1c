package io.waggle.im.group;

import io.waggle.protocol.Id;

import java.time.Instant;

/**
 * An announcement of a group.
 *
 * @param by the user who made it
 * @param text empty if the announcement was removed
 */
record Announcement(Id id, Id by, String text, Instant createdAt) {

    static Announcement of(AnnouncementRow row) {
        return new Announcement(row.id(), row.uid(), row.text(), Instant.ofEpochMilli(row.createdAt()));
    }
}
