package io.waggle.im.group;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Membership;
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
    private final Entrance entrance;
    private final Invitations invitations;

    AddingService(
            Membership membership, BanMapper bans, GroupChanges changes, Entrance entrance, Invitations invitations) {
        this.membership = membership;
        this.bans = bans;
        this.changes = changes;
        this.entrance = entrance;
        this.invitations = invitations;
    }

    /** Adds the users. Skips those who are members already. */
    AddedMembers add(Caller caller, Id gid, NewMembers wanted) {
        List<Id> uids = Check.distinct("uids", wanted.uids());
        if (uids.size() > AT_ONCE) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "uids has " + uids.size() + " users; at most " + AT_ONCE);
        }
        check(caller, changes.seat(gid, caller.uid()), uids);
        List<Id> added = new ArrayList<>();
        Parts.of(uids).forEach(part -> added.addAll(changes.make(gid, caller.uid(), seat -> addPart(seat, part))));
        return new AddedMembers(added);
    }

    private void check(Caller caller, Seat seat, List<Id> uids) {
        seat.require(GroupPermission.INVITE);
        int count = seat.group().memberCount();
        for (List<Id> part : Parts.of(uids)) {
            List<Id> newcomers = newcomers(seat.gid(), part);
            invitations.check(caller, newcomers);
            banned(seat, newcomers);
            count += newcomers.size();
        }
        entrance.checkSize(count);
    }

    private ChangeResult<List<Id>> addPart(Seat seat, List<Id> part) {
        seat.require(GroupPermission.INVITE);
        List<Id> newcomers = newcomers(seat.gid(), part);
        if (newcomers.isEmpty()) {
            return ChangeResult.silent(newcomers);
        }
        List<Id> pardoned = banned(seat, newcomers);
        if (!pardoned.isEmpty()) {
            bans.delete(seat.gid(), pardoned);
        }
        entrance.letIn(seat.group(), newcomers);
        return ChangeResult.of(newcomers, Changes.added(newcomers, seat.group().name()));
    }

    /**
     * The users among these who are banned.
     *
     * @throws Refused if there are any and the member may not unban them
     */
    private List<Id> banned(Seat seat, Collection<Id> uids) {
        List<Id> banned = uids.isEmpty() ? List.of() : bans.findAmong(seat.gid(), uids);
        if (!banned.isEmpty() && !seat.may(GroupPermission.BAN)) {
            throw new Refused(
                    ErrorCode.NOT_ALLOWED, banned.getFirst() + " is banned from the group; ask an admin to add it");
        }
        return banned;
    }

    private List<Id> newcomers(Id gid, List<Id> uids) {
        Set<Id> members = membership.among(gid, uids);
        return uids.stream().filter(uid -> !members.contains(uid)).toList();
    }
}
