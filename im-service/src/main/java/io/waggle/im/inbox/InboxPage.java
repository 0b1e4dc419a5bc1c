package io.waggle.im.inbox;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A page of the conversation list, or of the changes in it.
 *
 * @param removed the conversations that are no longer in the list; null in a page of the whole list
 * @param next the {@code cursor} of the next page of the whole list
 * @param version the {@code since} for the changes after this answer
 */
record InboxPage(
        List<InboxItem> items,
        @Nullable List<Id> removed,
        boolean more,
        @Nullable String next,
        String version) {}
