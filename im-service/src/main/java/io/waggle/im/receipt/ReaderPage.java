package io.waggle.im.receipt;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who has read an entry.
 *
 * @param count how many others have
 * @param items those of a group who have, in the order of their uids; in a pair the other one, whether it has or not
 * @param next give it as {@code cursor} to get what follows
 */
record ReaderPage(
        long seq,
        long count,
        List<Reader> items,
        boolean more,
        @Nullable Id next) {

    /**
     * @param readSeq the newest entry that it has read
     * @param deliveredSeq the newest entry that one of its devices has; in a pair, and once there is one
     */
    record Reader(Id uid, long readSeq, @Nullable Long deliveredSeq) {}
}
