package io.waggle.im.directory;

import io.waggle.im.account.Profile;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A part of what was found.
 *
 * @param next give it as {@code cursor} to get what follows. A name that was shown, since an id could be asked for its place
 *     among names that are not to be found
 */
record Found(List<Profile> items, boolean more, @Nullable String next) {

    /** @param rows what the page shows, and one more if there is more */
    static Found of(List<Profile> rows, int limit) {
        if (rows.size() <= limit) {
            return new Found(rows, false, null);
        }
        List<Profile> items = List.copyOf(rows.subList(0, limit));
        return new Found(items, true, items.getLast().username());
    }
}
