package io.waggle.im.thread;

import io.waggle.im.log.ThreadPlace;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the list of threads that a user follows, the newest activity first.
 *
 * @param next the {@code cursor} of the next page; null if there is none
 */
record ThreadPage(
        List<FollowedThread> items, boolean more, @Nullable String next) {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})\\.(\\w+)\\.(\\d{1,18})");

    static ThreadPlace parse(String cursor) {
        Matcher matcher = CURSOR.matcher(cursor);
        Id conversation = matcher.matches() ? Id.parse(matcher.group(2)) : null;
        if (conversation == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "cursor is malformed; give the next of an earlier page");
        }
        return new ThreadPlace(Long.parseLong(matcher.group(1)), conversation, Long.parseLong(matcher.group(3)));
    }

    static String cursor(ThreadPlace place) {
        return place.lastAt() + "." + place.conversationId() + "." + place.rootSeq();
    }
}
