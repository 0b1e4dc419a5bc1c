package io.waggle.im.group.member;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Membership;
import io.waggle.im.group.ActingMember;
import io.waggle.im.group.AddingRules;
import io.waggle.im.group.Batches;
import io.waggle.im.group.ChangeEntries;
import io.waggle.im.group.GroupChanges;
import io.waggle.im.group.GroupPermission;
import io.waggle.im.group.MemberAdder;
import io.waggle.im.log.ChangeResult;
import io.waggle.kit.http.Check;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Adds users to a group in the name of a member.
 *
 * <p>Many users are added in several changes, so that members can send messages meanwhile. All possible checks are done before
 * the first change: so either all users are added or none, unless something changes between the first and the last change.
 * Then the users added so far stay members, and a repetition of the request adds the rest.
 */
@Service
class AddingService {

    private static final int AT_ONCE = 10_000;

    private final Membership membership;
    private final BanMapper bans;
    private final GroupChanges changes;
    private final MemberAdder adder;
    private final AddingRules addingRules;

    AddingService(
            Membership membership, BanMapper bans, GroupChanges changes, MemberAdder adder, AddingRules addingRules) {
        this.membership = membership;
        this.bans = bans;
        this.changes = changes;
        this.adder = adder;
        this.addingRules = addingRules;
    }

    /** Adds the users. Skips those who are members already. */
    AddedMembers add(Caller caller, Id gid, NewMembers wanted) {
        List<Id> uids = Check.distinct("uids", wanted.uids());
        if (uids.size() > AT_ONCE) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "uids has " + uids.size() + " users; give at most " + AT_ONCE);
        }
        ActingMember actor = changes.actingMember(gid, caller.uid());
        check(caller, actor, uids);
        List<Id> added = new ArrayList<>();
        Batches.of(uids).forEach(batch -> added.addAll(changes.make(actor, now -> addBatch(now, batch))));
        return new AddedMembers(added);
    }

    private void check(Caller caller, ActingMember actor, List<Id> uids) {
        actor.require(GroupPermission.INVITE);
        int count = actor.group().memberCount();
        for (List<Id> batch : Batches.of(uids)) {
            List<Id> newcomers = newcomers(actor.gid(), batch);
            addingRules.check(caller, newcomers);
            checkBans(actor, newcomers);
            count += newcomers.size();
        }
        adder.checkSize(count);
    }

    private ChangeResult<List<Id>> addBatch(ActingMember actor, List<Id> batch) {
        actor.require(GroupPermission.INVITE);
        List<Id> newcomers = newcomers(actor.gid(), batch);
        if (newcomers.isEmpty()) {
            return ChangeResult.silent(newcomers);
        }
        List<Id> unbanned = checkBans(actor, newcomers);
        if (!unbanned.isEmpty()) {
            bans.delete(actor.gid(), unbanned);
        }
        adder.add(actor.group(), newcomers);
        return ChangeResult.of(
                newcomers, ChangeEntries.added(newcomers, actor.group().name()));
    }

    /**
     * The users among these who are banned.
     *
     * @throws Refused if there are any and the member may not unban them
     */
    private List<Id> checkBans(ActingMember actor, Collection<Id> uids) {
        List<Id> banned = uids.isEmpty() ? List.of() : bans.findAmong(actor.gid(), uids);
        if (!banned.isEmpty() && !actor.may(GroupPermission.BAN)) {
            throw new Refused(
                    ErrorCode.NOT_ALLOWED, banned.getFirst() + " is banned from the group; ask an admin to add them");
        }
        return banned;
    }

    private List<Id> newcomers(Id gid, List<Id> uids) {
        Set<Id> members = membership.among(gid, uids);
        return uids.stream().filter(uid -> !members.contains(uid)).toList();
    }
}
