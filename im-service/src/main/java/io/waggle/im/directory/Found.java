package io.waggle.im.directory;

import io.waggle.im.account.Profile;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One page of a search.
 *
 * @param next what to pass as {@code cursor} for the next page. It is a username from this page: an id would let a caller find
 *     out where the username of a hidden user sorts
 */
record Found(List<Profile> items, boolean more, @Nullable String next) {

    /** @param rows the rows of the page, and one more if there is a next page */
    static Found of(List<Profile> rows, int limit) {
        if (rows.size() <= limit) {
            return new Found(rows, false, null);
        }
        List<Profile> items = List.copyOf(rows.subList(0, limit));
        return new Found(items, true, items.getLast().username());
    }
}
