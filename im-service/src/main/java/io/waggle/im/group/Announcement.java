package io.waggle.im.group;

import io.waggle.protocol.Id;

import java.time.Instant;

/**
 * @param by who announced it
 * @param text empty: the announcement was taken away
 */
record Announcement(Id id, Id by, String text, Instant createdAt) {

    static Announcement of(AnnouncementRow row) {
        return new Announcement(row.id(), row.uid(), row.text(), Instant.ofEpochMilli(row.createdAt()));
    }
}
