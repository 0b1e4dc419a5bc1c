package io.waggle.im.schedule;

import io.waggle.kit.http.Cursor;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A part of the list of scheduled messages, the next due first.
 *
 * @param next the {@code cursor} of the next page; null if there is none
 */
record ScheduledPage(
        List<ScheduledMessage> items,
        boolean more,
        @Nullable String next) {

    /** The place of a message in the list. */
    record Place(long sendAt, Id id) {

        static Place parse(String text) {
            Cursor cursor = Cursor.parse(text, 2);
            return new Place(cursor.number(0), cursor.id(1));
        }
    }

    /** @param rows the rows of the page, and one more if there are more */
    static ScheduledPage of(List<ScheduledRow> rows, int limit) {
        boolean more = rows.size() > limit;
        List<ScheduledRow> page = more ? rows.subList(0, limit) : rows;
        return new ScheduledPage(
                page.stream().map(ScheduledMessage::of).toList(),
                more,
                more ? Cursor.of(page.getLast().sendAt(), page.getLast().id()) : null);
    }
}
