package io.waggle.im.group;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.conversation.Role;
import io.waggle.im.log.ChangeResult;
import io.waggle.kit.http.Check;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Instant;

/** Removes members, changes their roles, mutes and unmutes them, transfers the ownership, and sets a member's own names. */
@Service
class MemberService {

    private final GroupMapper mapper;
    private final Membership membership;
    private final GroupChanges changes;
    private final Exit exit;
    private final Clock clock;

    MemberService(GroupMapper mapper, Membership membership, GroupChanges changes, Exit exit, Clock clock) {
        this.mapper = mapper;
        this.membership = membership;
        this.changes = changes;
        this.exit = exit;
        this.clock = clock;
    }

    /** Removes a member. A caller who removes themselves leaves. */
    void remove(Caller caller, Id gid, Id uid) {
        if (uid.equals(caller.uid())) {
            changes.make(gid, uid, seat -> ChangeResult.of(gid, exit.leave(seat)));
        } else {
            changes.makeOver(gid, caller.uid(), uid, GroupPermission.REMOVE, other -> {
                exit.remove(gid, uid);
                return ChangeResult.of(gid, Changes.removed(uid));
            });
        }
    }

    void changeRole(Caller caller, Id gid, Id uid, @Nullable Role wanted) {
        Role role = Check.oneOf("role", wanted, Role.class);
        if (role == Role.OWNER) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "role is admin or member; to make it the owner, hand the group over");
        }
        changes.makeOver(gid, caller.uid(), uid, GroupPermission.CHANGE_ROLES, other -> {
            if (other.role() == role) {
                return ChangeResult.silent(gid);
            }
            membership.changeRole(gid, uid, role);
            return ChangeResult.of(gid, Changes.roleChanged(uid, role));
        });
    }

    /** Transfers the ownership. The old owner becomes an admin. */
    void transfer(Caller caller, Id gid, @Nullable Id wanted) {
        Id uid = Check.present("uid", wanted);
        changes.makeOver(gid, caller.uid(), uid, GroupPermission.TRANSFER, other -> {
            if (uid.equals(caller.uid())) {
                return ChangeResult.silent(gid);
            }
            membership.changeRole(gid, caller.uid(), Role.ADMIN);
            membership.changeRole(gid, uid, Role.OWNER);
            membership.mute(gid, uid, null);
            mapper.updateOwner(gid, uid);
            return ChangeResult.of(gid, Changes.ownerChanged(uid));
        });
    }

    /** @param until null: until an admin unmutes the member */
    void mute(Caller caller, Id gid, Id uid, @Nullable Instant until) {
        long end = until == null ? 0 : Check.end("until", until, clock.instant());
        changes.makeOver(gid, caller.uid(), uid, GroupPermission.MUTE, other -> {
            membership.mute(gid, uid, end);
            return ChangeResult.of(gid, Changes.muted(uid, end));
        });
    }

    void unmute(Caller caller, Id gid, Id uid) {
        changes.makeOver(gid, caller.uid(), uid, GroupPermission.MUTE, other -> {
            if (other.mutedUntil() == null) {
                return ChangeResult.silent(gid);
            }
            membership.mute(gid, uid, null);
            return ChangeResult.of(gid, Changes.unmuted(uid));
        });
    }

    /** Sets the caller's nickname in the group, which all members see, and their remark, which only they see. */
    Group.Me rename(Caller caller, Id gid, MemberPatch patch) {
        return changes.make(gid, caller.uid(), seat -> {
            Member me = patch.over(seat.member());
            membership.rename(gid, me.uid(), me.nickname(), me.remark());
            return ChangeResult.silent(Group.Me.of(me, clock.millis()));
        });
    }
}
