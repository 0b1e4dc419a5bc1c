package io.waggle.im.group.member;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Membership;
import io.waggle.im.conversation.Role;
import io.waggle.im.group.ChangeEntries;
import io.waggle.im.group.GroupChanges;
import io.waggle.im.group.GroupPermission;
import io.waggle.im.group.MemberRemover;
import io.waggle.im.log.ChangeResult;
import io.waggle.kit.http.Check;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Instant;

/** Removes members, changes their roles, mutes and unmutes them. */
@Service
class MemberService {

    private final Membership membership;
    private final GroupChanges changes;
    private final MemberRemover remover;
    private final Clock clock;

    MemberService(Membership membership, GroupChanges changes, MemberRemover remover, Clock clock) {
        this.membership = membership;
        this.changes = changes;
        this.remover = remover;
        this.clock = clock;
    }

    /** Removes a member. A caller who removes themselves leaves. */
    void remove(Caller caller, Id gid, Id uid) {
        if (uid.equals(caller.uid())) {
            changes.make(gid, uid, actor -> ChangeResult.of(gid, remover.leave(actor)));
        } else {
            changes.changeMember(gid, caller.uid(), uid, GroupPermission.REMOVE, other -> {
                remover.remove(gid, uid);
                return ChangeResult.of(gid, ChangeEntries.removed(uid));
            });
        }
    }

    void changeRole(Caller caller, Id gid, Id uid, @Nullable Role wanted) {
        Role role = Check.oneOf("role", wanted, Role.class);
        if (role == Role.OWNER) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "role must be admin or member; transfer the group to change its owner");
        }
        changes.changeMember(gid, caller.uid(), uid, GroupPermission.CHANGE_ROLES, other -> {
            if (other.role() == role) {
                return ChangeResult.silent(gid);
            }
            membership.changeRole(gid, uid, role);
            return ChangeResult.of(gid, ChangeEntries.roleChanged(uid, role));
        });
    }

    /** @param until null: until an admin unmutes the member */
    void mute(Caller caller, Id gid, Id uid, @Nullable Instant until) {
        long end = until == null ? 0 : Check.end("until", until, clock.instant());
        changes.changeMember(gid, caller.uid(), uid, GroupPermission.MUTE, other -> {
            membership.mute(gid, uid, end);
            return ChangeResult.of(gid, ChangeEntries.muted(uid, end));
        });
    }

    void unmute(Caller caller, Id gid, Id uid) {
        changes.changeMember(gid, caller.uid(), uid, GroupPermission.MUTE, other -> {
            if (other.mutedUntil() == null) {
                return ChangeResult.silent(gid);
            }
            membership.mute(gid, uid, null);
            return ChangeResult.of(gid, ChangeEntries.unmuted(uid));
        });
    }
}
