package io.waggle.im.receipt;

import org.jspecify.annotations.Nullable;

import java.util.function.BinaryOperator;

/**
 * How far a member has come in a conversation; null: nothing is said of it.
 *
 * @param deliveredSeq one of its devices has this entry
 */
record Progress(@Nullable Long readSeq, @Nullable Long deliveredSeq) {

    static final BinaryOperator<Progress> FURTHEST = (one, other) ->
            new Progress(furthest(one.readSeq, other.readSeq), furthest(one.deliveredSeq, other.deliveredSeq));

    private static @Nullable Long furthest(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Long.valueOf(Math.max(one, other));
    }
}
