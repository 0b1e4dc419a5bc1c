package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/** Which entries a page has: all, or only the messages with a facet or from a sender. */
record HistoryFilter(@Nullable Facet facet, @Nullable Id sender) {}
