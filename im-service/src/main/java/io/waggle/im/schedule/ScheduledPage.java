package io.waggle.im.schedule;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the list of scheduled messages, the next due first.
 *
 * @param next the {@code cursor} of the next page; null if there is none
 */
record ScheduledPage(
        List<ScheduledMessage> items,
        boolean more,
        @Nullable String next) {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})\\.(\\w+)");

    /** The place of a message in the list. */
    record Place(long sendAt, Id id) {

        static Place parse(String cursor) {
            Matcher matcher = CURSOR.matcher(cursor);
            Id id = matcher.matches() ? Id.parse(matcher.group(2)) : null;
            if (id == null) {
                throw new Refused(ErrorCode.INVALID_REQUEST, "cursor is malformed; give the next of an earlier page");
            }
            return new Place(Long.parseLong(matcher.group(1)), id);
        }
    }

    /** @param rows the rows of the page, and one more if there are more */
    static ScheduledPage of(List<ScheduledRow> rows, int limit) {
        boolean more = rows.size() > limit;
        List<ScheduledRow> page = more ? rows.subList(0, limit) : rows;
        return new ScheduledPage(
                page.stream().map(ScheduledMessage::of).toList(),
                more,
                more ? page.getLast().sendAt() + "." + page.getLast().id() : null);
    }
}
