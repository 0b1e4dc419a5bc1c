package io.waggle.im.group.member;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.group.ChangeEntries;
import io.waggle.im.group.GroupChanges;
import io.waggle.im.group.GroupDissolved;
import io.waggle.im.group.GroupPermission;
import io.waggle.im.group.MemberRemover;
import io.waggle.im.log.ChangeResult;
import io.waggle.kit.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Bans users from groups and lifts bans. The group's log has an entry only if the banned user was a member. */
@Service
class BanService {

    private static final Id BELOW_ALL = new Id(0);

    private final BanMapper mapper;
    private final Membership membership;
    private final GroupChanges changes;
    private final MemberRemover remover;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BanService(
            BanMapper mapper,
            Membership membership,
            GroupChanges changes,
            MemberRemover remover,
            Accounts accounts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.mapper = mapper;
        this.membership = membership;
        this.changes = changes;
        this.remover = remover;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
    }

    /** Bans a user. A member is also removed. */
    void ban(Caller caller, Id gid, Id uid) {
        changes.make(gid, caller.uid(), actor -> {
            actor.require(GroupPermission.BAN);
            Member member = membership.find(gid, uid);
            if (member != null) {
                actor.requireOver(GroupPermission.BAN, member);
                remover.remove(gid, uid);
            }
            mapper.insert(new BanRow(gid, uid, caller.uid(), member != null, clock.millis()));
            events.publishEvent(new UserBanned(gid, uid));
            return ChangeResult.of(gid, member == null ? List.of() : List.of(ChangeEntries.banned(uid)));
        });
    }

    /** The bans end with the group. */
    @EventListener
    void deleteAll(GroupDissolved dissolved) {
        mapper.deleteAll(dissolved.gid());
    }

    void unban(Caller caller, Id gid, Id uid) {
        changes.make(gid, caller.uid(), actor -> {
            actor.require(GroupPermission.BAN);
            mapper.delete(gid, List.of(uid));
            return ChangeResult.silent(gid);
        });
    }

    /**
     * The bans in the order of the uids. A user who was banned by uid alone is shown without a name, so that a ban does not
     * reveal whether the uid exists.
     */
    Page<Ban> page(Caller caller, Id gid, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        changes.actingMember(gid, caller.uid()).require(GroupPermission.BAN);
        Page<BanRow> page =
                Page.of(mapper.findPage(gid, cursor == null ? BELOW_ALL : cursor, size + 1), size, BanRow::uid);
        Map<Id, Profile> users = accounts.profiles(
                page.items().stream().filter(BanRow::met).map(BanRow::uid).toList());
        return page.map(row -> Ban.of(row, users.get(row.uid())));
    }
}
