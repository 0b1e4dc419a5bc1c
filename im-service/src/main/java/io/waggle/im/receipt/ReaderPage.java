package io.waggle.im.receipt;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A page of the readers of an entry.
 *
 * @param count how many others have read it
 * @param items in a group the members who have read it, in the order of their uids; in a pair always the other user
 * @param next the {@code cursor} of the next page
 */
record ReaderPage(
        long seq,
        long count,
        List<Reader> items,
        boolean more,
        @Nullable Id next) {

    /**
     * A reader and their cursors.
     *
     * @param readSeq the newest entry that they have read
     * @param deliveredSeq the newest entry that one of their devices has; null in a group, and if none has any
     */
    record Reader(Id uid, long readSeq, @Nullable Long deliveredSeq) {}
}
