package io.waggle.im.inbox;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A part of the list, or of what has changed in it.
 *
 * @param removed those that are not in the list any more; null where the whole list is shown
 * @param next give it as {@code cursor} to get what follows in the whole list
 * @param version give it as {@code since} to get what has changed meanwhile
 */
record InboxPage(
        List<InboxItem> items,
        @Nullable List<Id> removed,
        boolean more,
        @Nullable String next,
        String version) {}
