package io.waggle.im.thread;

import io.waggle.im.log.ThreadPlace;
import io.waggle.kit.http.Cursor;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A part of the list of threads that a user follows, the newest activity first.
 *
 * @param next the {@code cursor} of the next page; null if there is none
 */
record ThreadPage(
        List<FollowedThread> items, boolean more, @Nullable String next) {

    static ThreadPlace parse(String text) {
        Cursor cursor = Cursor.parse(text, 3);
        return new ThreadPlace(cursor.number(0), cursor.id(1), cursor.number(2));
    }

    static String cursor(ThreadPlace place) {
        return Cursor.of(place.lastAt(), place.conversationId(), place.rootSeq());
    }
}
