package io.waggle.im.inbox;

import io.waggle.im.conversation.ConversationLists;
import io.waggle.im.conversation.ListChanges;
import io.waggle.im.conversation.ListCursor;
import io.waggle.im.conversation.Listed;
import io.waggle.kit.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Reads a user's conversation list: the whole list, or the changes in it. */
@Service
class Inbox {

    private final ConversationLists lists;
    private final InboxItems items;
    private final Clock clock;

    Inbox(ConversationLists lists, InboxItems items, Clock clock) {
        this.lists = lists;
        this.items = items;
        this.clock = clock;
    }

    /**
     * The conversations after the cursor, pinned ones first, then the most recently active first.
     *
     * <p>All pages have the version of the first page. So if a conversation moves to the front while the client reads the
     * pages, it is among the changes since that version.
     */
    InboxPage page(Id reader, @Nullable String cursor, @Nullable Integer limit) {
        int count = Page.limit(limit);
        PageCursor after = cursor == null ? new PageCursor(clock.millis(), null) : PageCursor.parse(cursor);
        List<Listed> found = lists.page(reader, after.place(), count + 1);
        boolean more = found.size() > count;
        List<Listed> page = more ? found.subList(0, count) : found;
        return new InboxPage(
                items.of(reader, page),
                null,
                more,
                more ? new PageCursor(after.begunAt(), ListCursor.of(page.getLast())).toString() : null,
                ListVersion.at(after.begunAt()).toString());
    }

    /** The changes since a version. If there are more, the client asks again with the version of this page. */
    InboxPage changes(Id reader, String since, @Nullable Integer limit) {
        int count = Page.limit(limit);
        ListVersion version = ListVersion.parse(since);
        long now = clock.millis();
        ListChanges changes = lists.changes(reader, version.at(), version.after(), count + 1);
        boolean more = changes.moved().size() > count;
        List<Listed> page = more ? changes.moved().subList(0, count) : changes.moved();
        List<Listed> shown = page.stream().filter(listed -> !listed.hidden()).toList();
        Stream<Id> hidden = page.stream().filter(Listed::hidden).map(Listed::id);
        return new InboxPage(
                items.of(reader, shown),
                Stream.concat(changes.left().stream(), hidden).toList(),
                more,
                null,
                version.next(now, more ? page.getLast() : null).toString());
    }
}
