package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which part of a log a reader wants: at most one of the five positions, or none for the newest entries. All but {@code since}
 * may be filtered by the kind of the messages or by their sender.
 *
 * @param before entries with lower numbers
 * @param after entries with higher numbers
 * @param around the entry with this number, and those before and after it
 * @param from entries that were committed at this time or later
 * @param since entries that were amended after this version, in the order of their versions
 * @param kind only messages of this kind
 * @param sender only messages from this user
 * @param limit how many entries
 */
public record HistoryQuery(
        @Nullable Long before,
        @Nullable Long after,
        @Nullable Long around,
        @Nullable Instant from,
        @Nullable Long since,
        @Nullable Facet kind,
        @Nullable Id sender,
        @Nullable Integer limit) {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*");

    /** @throws Refused if the query contradicts itself */
    public HistoryQuery {
        if (Stream.of(before, after, around, from, since)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw invalid("give only one of before, after, around, from and since");
        }
        if (kind != null && sender != null) {
            throw invalid("give kind or sender, not both");
        }
        if (since != null && (kind != null || sender != null)) {
            throw invalid("since goes with neither kind nor sender; it returns all entries that were amended");
        }
        if (limit != null && (limit < 1 || limit > Limits.HISTORY_MAX)) {
            throw invalid("limit must be 1 to " + Limits.HISTORY_MAX);
        }
    }

    /**
     * Reads the time {@code from}.
     *
     * @throws Refused if it is no time
     */
    public static Instant time(String text) {
        try {
            if (TIME.matcher(text).matches()) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException malformed) {
            throw malformedTime();
        }
        throw malformedTime();
    }

    HistoryFilter filter() {
        return new HistoryFilter(kind, sender);
    }

    int count() {
        return limit == null ? Limits.HISTORY_DEFAULT : limit;
    }

    private static Refused malformedTime() {
        return invalid("from must be a time, such as \"2026-11-21T09:00:00.123Z\"");
    }

    private static Refused invalid(String detail) {
        return new Refused(ErrorCode.INVALID_REQUEST, detail);
    }
}
