package io.waggle.im.group.member;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.group.Batches;
import io.waggle.im.group.GroupChanges;
import io.waggle.kit.http.Check;
import io.waggle.kit.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Lists and searches the members of a group, for other members. */
@Service
class MemberList {

    private static final int QUERY_LENGTH = 64;
    private static final Id BELOW_ALL = new Id(0);

    private final Membership membership;
    private final GroupChanges changes;
    private final Accounts accounts;
    private final Clock clock;

    MemberList(Membership membership, GroupChanges changes, Accounts accounts, Clock clock) {
        this.membership = membership;
        this.changes = changes;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * A page of the members, in the order of their uids.
     *
     * @param query the beginning of one of their names; null for all members
     */
    Page<GroupMember> page(
            Caller caller, Id gid, @Nullable String query, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        String prefix = query == null || query.isBlank() ? null : Check.line("q", query, QUERY_LENGTH);
        changes.actingMember(gid, caller.uid());
        Id after = cursor == null ? BELOW_ALL : cursor;
        List<GroupMember> members =
                prefix == null ? part(gid, after, size + 1) : search(gid, folded(prefix), after, size + 1);
        return Page.of(members, size, GroupMember::uid);
    }

    /** Reads the group part by part until enough matches are found, since names and members are stored in different tables. */
    private List<GroupMember> search(Id gid, String prefix, Id after, int limit) {
        List<GroupMember> found = new ArrayList<>();
        List<GroupMember> part = part(gid, after, Batches.SIZE);
        while (!part.isEmpty() && found.size() < limit) {
            part.stream().filter(member -> hasName(member, prefix)).forEach(found::add);
            part = part.size() < Batches.SIZE
                    ? List.of()
                    : part(gid, part.getLast().uid(), Batches.SIZE);
        }
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    private List<GroupMember> part(Id gid, Id after, int limit) {
        long now = clock.millis();
        List<Member> members = membership.page(gid, after, limit);
        Map<Id, Profile> profiles =
                accounts.profiles(members.stream().map(Member::uid).toList());
        return members.stream()
                .map(member -> GroupMember.of(member, profiles.get(member.uid()), now))
                .toList();
    }

    private static boolean hasName(GroupMember member, String prefix) {
        return Stream.of(member.groupNickname(), member.nickname(), member.username())
                .anyMatch(name -> name != null && folded(name).startsWith(prefix));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
