package io.waggle.im.group.invite;

import io.waggle.im.caller.Caller;
import io.waggle.im.group.ActingMember;
import io.waggle.im.group.GroupChanges;
import io.waggle.im.group.GroupPermission;
import io.waggle.im.log.ChangeResult;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Duration;

/** Creates, lists and revokes the invite codes of members. */
@Service
class InviteService {

    private static final int PER_MAKER = 50;
    private static final int USES_MAX = 10_000;
    private static final long SECONDS_MAX = Duration.ofDays(365).toSeconds();

    private final InviteMapper mapper;
    private final GroupChanges changes;
    private final InviteCodes codes;
    private final Clock clock;

    InviteService(InviteMapper mapper, GroupChanges changes, InviteCodes codes, Clock clock) {
        this.mapper = mapper;
        this.changes = changes;
        this.codes = codes;
        this.clock = clock;
    }

    Invite create(Caller caller, Id gid, NewInvite wanted) {
        check("expiresIn", wanted.expiresIn(), SECONDS_MAX);
        check("uses", wanted.uses(), USES_MAX);
        return changes.make(gid, caller.uid(), actor -> {
            actor.require(GroupPermission.INVITE);
            mapper.deleteSpent(gid, clock.millis());
            if (mapper.countOf(gid, caller.uid()) >= PER_MAKER) {
                throw new Refused(
                        ErrorCode.LIMIT_REACHED,
                        "you have " + PER_MAKER + " codes for this group, which is the maximum; revoke one first");
            }
            InviteRow row = row(gid, caller.uid(), wanted);
            mapper.insert(row);
            return ChangeResult.silent(Invite.of(row));
        });
    }

    /** The caller's valid codes; those of all members if the caller may revoke them. */
    Page<Invite> list(Caller caller, Id gid) {
        ActingMember actor = changes.actingMember(gid, caller.uid());
        Id maker = actor.may(GroupPermission.REVOKE_INVITES) ? null : caller.uid();
        return Page.whole(mapper.findOf(gid, maker).stream()
                .filter(row -> row.isValidAt(clock.millis()))
                .map(Invite::of)
                .toList());
    }

    void revoke(Caller caller, Id gid, String code) {
        changes.make(gid, caller.uid(), actor -> {
            InviteRow row = InviteCodes.isPossible(code) ? mapper.find(code) : null;
            boolean visible = row != null
                    && row.gid().equals(gid)
                    && (row.makerUid().equals(caller.uid()) || actor.may(GroupPermission.REVOKE_INVITES));
            if (!visible) {
                throw new Refused(ErrorCode.NOT_FOUND);
            }
            mapper.delete(code);
            return ChangeResult.silent(gid);
        });
    }

    private InviteRow row(Id gid, Id maker, NewInvite wanted) {
        long now = clock.millis();
        Long expiresAt = wanted.expiresIn() == null ? null : now + wanted.expiresIn() * 1_000;
        return new InviteRow(codes.next(), gid, maker, expiresAt, wanted.uses(), now);
    }

    private static void check(String name, @Nullable Number value, long max) {
        if (value != null && (value.longValue() < 1 || value.longValue() > max)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, name + " is " + value + "; give 1 to " + max);
        }
    }
}
