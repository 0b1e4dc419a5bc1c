package io.waggle.im.inbox;

import io.waggle.im.conversation.ListCursor;
import io.waggle.kit.http.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The page cursor of the conversation list; opaque to clients.
 *
 * @param begunAt when the first page was asked for
 * @param place the last conversation of the page before; null for the first page
 */
record PageCursor(long begunAt, @Nullable ListCursor place) {

    static PageCursor parse(String text) {
        Cursor cursor = Cursor.parse(text, 4);
        return new PageCursor(cursor.number(0), new ListCursor(cursor.number(1), cursor.number(2), cursor.id(3)));
    }

    @Override
    public String toString() {
        return place == null
                ? Long.toString(begunAt)
                : Cursor.of(begunAt, place.pinnedAt(), place.lastAt(), place.id());
    }
}
