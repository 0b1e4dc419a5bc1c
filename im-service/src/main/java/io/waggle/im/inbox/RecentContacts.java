package io.waggle.im.inbox;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.conversation.ConversationLists;
import io.waggle.im.conversation.Correspondent;
import io.waggle.im.conversation.TimeCursor;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists the users with whom a user last exchanged messages. */
@Service
class RecentContacts {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})\\.(\\w+)");

    private final ConversationLists lists;
    private final Accounts accounts;

    RecentContacts(ConversationLists lists, Accounts accounts) {
        this.lists = lists;
        this.accounts = accounts;
    }

    /** @param at the time of the last message */
    record RecentContact(
            Id uid,
            @Nullable String username,
            String nickname,
            @Nullable String avatar,
            Id conversation,
            Instant at) {}

    /** @param next the {@code cursor} of the next page */
    record RecentPage(
            List<RecentContact> items,
            boolean more,
            @Nullable String next) {}

    /** The contacts, the most recent first. */
    RecentPage page(Id uid, @Nullable String cursor, @Nullable Integer limit) {
        int count = Page.limit(limit);
        List<Correspondent> found = lists.correspondents(uid, cursor == null ? null : parse(cursor), count + 1);
        boolean more = found.size() > count;
        List<Correspondent> page = more ? found.subList(0, count) : found;
        Map<Id, Profile> profiles =
                accounts.profiles(page.stream().map(Correspondent::uid).toList());
        return new RecentPage(
                page.stream().map(one -> shown(one, profiles)).toList(),
                more,
                more ? page.getLast().lastAt() + "." + page.getLast().conversationId() : null);
    }

    private static RecentContact shown(Correspondent one, Map<Id, Profile> profiles) {
        Profile profile = Objects.requireNonNull(profiles.get(one.uid()));
        return new RecentContact(
                profile.uid(),
                profile.username(),
                profile.nickname(),
                profile.avatar(),
                one.conversationId(),
                Instant.ofEpochMilli(one.lastAt()));
    }

    private static TimeCursor parse(String cursor) {
        Matcher matcher = CURSOR.matcher(cursor);
        Id id = matcher.matches() ? Id.parse(matcher.group(2)) : null;
        if (id == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "cursor is malformed; give the next of an earlier page");
        }
        return new TimeCursor(Long.parseLong(matcher.group(1)), id);
    }
}
