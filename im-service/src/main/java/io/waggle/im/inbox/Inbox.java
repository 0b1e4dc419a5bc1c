package io.waggle.im.inbox;

import io.waggle.im.conversation.ConversationLists;
import io.waggle.im.conversation.ListChanges;
import io.waggle.im.conversation.ListCursor;
import io.waggle.im.conversation.Listed;
import io.waggle.protocol.Id;
import io.waggle.service.http.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** A user's list of conversations, whole or what has changed in it. */
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
     * The conversations behind the cursor, pinned ones first, then most recently active first.
     *
     * <p>All pages have the version of the first: what moves to the front while somebody turns the pages has changed since.
     */
    InboxPage page(Id reader, @Nullable String cursor, @Nullable Integer limit) {
        int count = Page.limit(limit);
        PageCursor behind = cursor == null ? new PageCursor(clock.millis(), null) : PageCursor.parse(cursor);
        List<Listed> found = lists.page(reader, behind.place(), count + 1);
        boolean more = found.size() > count;
        List<Listed> page = more ? found.subList(0, count) : found;
        return new InboxPage(
                items.of(reader, page),
                null,
                more,
                more ? new PageCursor(behind.begunAt(), ListCursor.of(page.getLast())).toString() : null,
                ListVersion.at(behind.begunAt()).toString());
    }

    /** What has changed since a version; where there is more of it, it goes on since the version that this page has. */
    InboxPage changes(Id reader, String since, @Nullable Integer limit) {
        int count = Page.limit(limit);
        ListVersion version = ListVersion.parse(since);
        long now = clock.millis();
        ListChanges changes = lists.changes(reader, version.at(), version.behind(), count + 1);
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
