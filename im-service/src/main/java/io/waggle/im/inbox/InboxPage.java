package io.waggle.im.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next give it as {@code cursor} to get what follows */
record InboxPage(List<InboxItem> items, boolean more, @Nullable String next) {}
