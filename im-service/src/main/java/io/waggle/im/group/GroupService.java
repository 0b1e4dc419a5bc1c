package io.waggle.im.group;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.conversation.Member;
import io.waggle.im.http.Caller;
import io.waggle.im.http.Check;
import io.waggle.im.http.Page;
import io.waggle.im.identity.Ids;
import io.waggle.im.live.Live;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes groups and shows them to their members, and to nobody else. */
@Service
class GroupService {

    private static final int NAME_LENGTH = 64;
    private static final Id BELOW_ALL = new Id(0);

    private final GroupMapper mapper;
    private final Conversations conversations;
    private final Invitations invitations;
    private final Accounts accounts;
    private final Live live;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    GroupService(
            GroupMapper mapper,
            Conversations conversations,
            Invitations invitations,
            Accounts accounts,
            Live live,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.mapper = mapper;
        this.conversations = conversations;
        this.invitations = invitations;
        this.accounts = accounts;
        this.live = live;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /** The caller owns it; everyone's devices hear it from now on, the caller's too. */
    CreatedGroup create(Caller caller, NewGroup wanted) {
        String name = Check.line("name", wanted.name(), NAME_LENGTH);
        List<Id> others = others(caller, Check.distinct("members", wanted.members()));
        invitations.checkSize(others.size() + 1);
        invitations.check(caller.uid(), others);
        Id gid = ids.next();
        transaction.executeWithoutResult(status -> {
            mapper.insert(new GroupRow(gid, name, caller.uid(), clock.millis()));
            conversations.createGroup(gid, caller.uid(), others);
        });
        live.joined(caller.uid(), gid, name);
        others.forEach(uid -> live.joined(uid, gid, name));
        return new CreatedGroup(gid);
    }

    Group get(Caller caller, Id gid) {
        GroupRow group = groupOf(caller, gid);
        return Group.of(group, conversations.memberCount(gid));
    }

    /** In the order of their uids. */
    Page<GroupMember> members(Caller caller, Id gid, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        groupOf(caller, gid);
        Page<Member> page =
                Page.of(conversations.members(gid, cursor == null ? BELOW_ALL : cursor, size + 1), size, Member::uid);
        Map<Id, Profile> profiles =
                accounts.profiles(page.items().stream().map(Member::uid).toList());
        return page.map(member -> GroupMember.of(member, profiles.get(member.uid())));
    }

    /** Every member may add its own friends. Who is a member already is passed over. */
    AddedMembers add(Caller caller, Id gid, NewMembers wanted) {
        List<Id> uids = Check.distinct("uids", wanted.uids());
        GroupRow group = groupOf(caller, gid);
        // Too many already, whoever of them is a member; known before they are locked and written.
        invitations.checkSize(uids.size());
        List<Id> added = uids.isEmpty() ? List.of() : add(caller, gid, uids);
        added.forEach(uid -> live.joined(uid, gid, group.name()));
        return new AddedMembers(added);
    }

    /** What turns out to be refused once the members are known undoes the adding. */
    private List<Id> add(Caller caller, Id gid, List<Id> uids) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Id> added = conversations.addMembers(gid, uids);
            invitations.check(caller.uid(), added);
            invitations.checkSize(conversations.memberCount(gid));
            return added;
        }));
    }

    /** A pair's conversation has members too but is no group: whoever is in it gets no further than strangers. */
    private GroupRow groupOf(Caller caller, Id gid) {
        GroupRow group = conversations.isMember(gid, caller.uid()) ? mapper.find(gid) : null;
        if (group == null) {
            throw new Refused(ErrorCode.NOT_A_MEMBER);
        }
        return group;
    }

    private static List<Id> others(Caller caller, List<Id> uids) {
        return uids.stream().filter(uid -> !uid.equals(caller.uid())).toList();
    }
}
