package io.waggle.im.log;

import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Which page of what a combined message contains.
 *
 * @param inside the number of a combined message that the message contains; null: the message itself
 * @param after the number after which the page begins; null: the beginning
 * @param limit null: the standard number of messages
 */
public record CombinedQuery(
        @Nullable Integer inside,
        @Nullable Integer after,
        @Nullable Integer limit) {

    public CombinedQuery {
        if (inside != null && inside < 1) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "inside must be 1 or more: the number of a combined message that this one contains");
        }
    }

    /** 0: the message itself. */
    int parent() {
        return inside == null ? 0 : inside;
    }

    int start() {
        return after == null ? 0 : after;
    }

    int count() {
        return Page.limit(limit);
    }
}
