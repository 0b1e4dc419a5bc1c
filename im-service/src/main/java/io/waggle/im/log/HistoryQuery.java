package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Limits;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which part of a log a reader wants: at most one of the three positions, or none for the newest entries.
 *
 * @param before entries with lower numbers
 * @param after entries with higher numbers
 * @param since entries that were amended after this version, in the order of their versions
 * @param limit how many entries
 */
public record HistoryQuery(
        @Nullable Long before,
        @Nullable Long after,
        @Nullable Long since,
        @Nullable Integer limit) {

    /** @throws Refused if the query contradicts itself */
    public HistoryQuery {
        if (Stream.of(before, after, since).filter(Objects::nonNull).count() > 1) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "give only one of before, after and since");
        }
        if (limit != null && (limit < 1 || limit > Limits.HISTORY_MAX)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "limit must be 1 to " + Limits.HISTORY_MAX);
        }
    }

    int count() {
        return limit == null ? Limits.HISTORY_DEFAULT : limit;
    }
}
