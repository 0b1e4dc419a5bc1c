package io.waggle.service.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next where the next page begins: what to pass as {@code cursor}; null when there is none
 */
public record Page<T>(List<T> items, boolean more, @Nullable Id next) {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 200;

    /** A list that is never longer than one page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, false, null);
    }

    /**
     * @param rows what the page shows, and one more if there is more
     * @param cursor what a row is found again by
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Id> cursor) {
        if (rows.size() <= limit) {
            return whole(rows);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, true, cursor.apply(items.getLast()));
    }

    /** The same page with its items in the shape that the caller is shown. */
    public <U> Page<U> map(Function<T, U> shape) {
        return new Page<>(items.stream().map(shape).toList(), more, next);
    }

    /** The limit that was asked for, or the default. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return LIMIT_DEFAULT;
        }
        if (asked < 1 || asked > LIMIT_MAX) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "limit is " + asked + "; 1 to " + LIMIT_MAX);
        }
        return asked;
    }
}
