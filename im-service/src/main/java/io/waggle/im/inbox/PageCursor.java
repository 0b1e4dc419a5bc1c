package io.waggle.im.inbox;

import io.waggle.im.conversation.ListCursor;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page cursor of the conversation list; opaque to clients.
 *
 * @param begunAt when the first page was asked for
 * @param place the last conversation of the page before; null for the first page
 */
record PageCursor(long begunAt, @Nullable ListCursor place) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})\\.(\\w+)");

    static PageCursor parse(String text) {
        Matcher matcher = FORM.matcher(text);
        Id id = matcher.matches() ? Id.parse(matcher.group(4)) : null;
        if (id == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "cursor is malformed; give the next of an earlier page");
        }
        return new PageCursor(
                Long.parseLong(matcher.group(1)),
                new ListCursor(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)), id));
    }

    @Override
    public String toString() {
        return place == null
                ? Long.toString(begunAt)
                : begunAt + "." + place.pinnedAt() + "." + place.lastAt() + "." + place.id();
    }
}
