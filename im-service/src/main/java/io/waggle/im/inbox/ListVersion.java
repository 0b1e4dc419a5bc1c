package io.waggle.im.inbox;

import io.waggle.im.conversation.Listed;
import io.waggle.im.conversation.TimeCursor;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a conversation list that a client knows; opaque to clients.
 *
 * @param at the client knows the list as it was at this time
 * @param after the client also knows the changes after that time up to this place; null if it knows none of them
 * @param begunAt when the client began to ask for these changes; without meaning if {@code after} is null
 */
record ListVersion(long at, @Nullable TimeCursor after, long begunAt) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,18})\\.(\\w+)\\.(\\d{1,18}))?");

    static ListVersion at(long time) {
        return new ListVersion(time, null, time);
    }

    static ListVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw malformed();
        }
        long at = Long.parseLong(matcher.group(1));
        return matcher.group(2) == null
                ? at(at)
                : new ListVersion(at, place(matcher), Long.parseLong(matcher.group(4)));
    }

    /**
     * The version after one more page.
     *
     * @param asked when the page was asked for
     * @param last the page's last conversation if more pages follow; null otherwise
     */
    ListVersion next(long asked, @Nullable Listed last) {
        long begun = after == null ? asked : begunAt;
        return last == null ? at(begun) : new ListVersion(at, new TimeCursor(last.movedAt(), last.id()), begun);
    }

    private static TimeCursor place(Matcher matcher) {
        Id id = Id.parse(matcher.group(3));
        if (id == null) {
            throw malformed();
        }
        return new TimeCursor(Long.parseLong(matcher.group(2)), id);
    }

    private static Refused malformed() {
        return new Refused(ErrorCode.INVALID_REQUEST, "since is malformed; give the version of an earlier answer");
    }

    @Override
    public String toString() {
        return after == null ? Long.toString(at) : at + "." + after.at() + "." + after.id() + "." + begunAt;
    }
}
