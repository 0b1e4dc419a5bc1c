package io.waggle.kit.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next the cursor of the next page, to pass as {@code cursor}; null if there is none
 */
public record Page<T>(List<T> items, boolean more, @Nullable Id next) {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 200;

    /** Returns a page for a list that is never longer than one page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, false, null);
    }

    /**
     * @param rows the rows of the page, and one more if there are more
     * @param cursor returns the cursor of a row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Id> cursor) {
        if (rows.size() <= limit) {
            return whole(rows);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, true, cursor.apply(items.getLast()));
    }

    /** Returns the same page with its items converted for the caller. */
    public <U> Page<U> map(Function<T, U> shape) {
        return new Page<>(items.stream().map(shape).toList(), more, next);
    }

    /** Returns the requested limit, or the default. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return LIMIT_DEFAULT;
        }
        if (asked < 1 || asked > LIMIT_MAX) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "limit is " + asked + "; it must be 1 to " + LIMIT_MAX);
        }
        return asked;
    }
}
