package io.waggle.im.group;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.log.ChangeResult;
import io.waggle.kit.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Bans users from groups and lifts bans. The group's log has an entry only if the banned user was a member. */
@Service
class BanService {

    private static final Id BELOW_ALL = new Id(0);

    private final BanMapper mapper;
    private final JoinRequestMapper requests;
    private final Membership membership;
    private final GroupChanges changes;
    private final Exit exit;
    private final Accounts accounts;
    private final Clock clock;

    BanService(
            BanMapper mapper,
            JoinRequestMapper requests,
            Membership membership,
            GroupChanges changes,
            Exit exit,
            Accounts accounts,
            Clock clock) {
        this.mapper = mapper;
        this.requests = requests;
        this.membership = membership;
        this.changes = changes;
        this.exit = exit;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Bans a user. A member is also removed. */
    void ban(Caller caller, Id gid, Id uid) {
        changes.make(gid, caller.uid(), seat -> {
            seat.require(GroupPermission.BAN);
            Member member = membership.find(gid, uid);
            if (member != null) {
                seat.requireOver(GroupPermission.BAN, member);
                exit.remove(gid, uid);
            }
            boolean met = member != null || requests.findOf(gid, uid) != null;
            mapper.insert(new BanRow(gid, uid, caller.uid(), met, clock.millis()));
            requests.deleteOf(gid, List.of(uid));
            return ChangeResult.of(gid, member == null ? List.of() : List.of(Changes.banned(uid)));
        });
    }

    void unban(Caller caller, Id gid, Id uid) {
        changes.make(gid, caller.uid(), seat -> {
            seat.require(GroupPermission.BAN);
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
        changes.seat(gid, caller.uid()).require(GroupPermission.BAN);
        Page<BanRow> page =
                Page.of(mapper.findPage(gid, cursor == null ? BELOW_ALL : cursor, size + 1), size, BanRow::uid);
        Map<Id, Profile> users = accounts.profiles(
                page.items().stream().filter(BanRow::met).map(BanRow::uid).toList());
        return page.map(row -> Ban.of(row, users.get(row.uid())));
    }
}
