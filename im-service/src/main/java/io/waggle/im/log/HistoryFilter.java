package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a page has: all, or only the messages with a facet, from a sender or in a thread.
 *
 * @param rootSeq the root of the thread
 */
record HistoryFilter(
        @Nullable Facet facet,
        @Nullable Id sender,
        @Nullable Long rootSeq) {

    HistoryFilter(@Nullable Facet facet, @Nullable Id sender) {
        this(facet, sender, null);
    }
}
