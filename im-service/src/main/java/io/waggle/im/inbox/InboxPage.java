package io.waggle.im.inbox;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** @param next give it as {@code cursor} to get what follows */
record InboxPage(
        List<InboxItem> items, boolean more, @Nullable String next) {}
