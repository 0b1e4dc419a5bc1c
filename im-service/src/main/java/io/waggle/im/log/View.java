package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * What one member sees of a conversation. {@link Views} makes it.
 *
 * @param floor the member sees only the entries after this one
 * @param agedSeq the entries up to this one are too old to be shown in any form; 0: none
 * @param hides whether the member has deleted single entries for themselves
 */
public record View(Id conversationId, Id reader, long floor, long agedSeq, boolean hides) {

    /** Whether a newer entry must not show what this one contains. */
    boolean conceals(@Nullable Long seq) {
        return seq != null && seq <= agedSeq;
    }
}
