package io.waggle.im.receipt;

import org.jspecify.annotations.Nullable;

import java.util.function.BinaryOperator;

/**
 * The cursors of a member in a conversation; null means that the receipt does not contain this one.
 *
 * @param deliveredSeq the newest entry up to which one of the member's devices has everything
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
