package io.waggle.im.group;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;

/**
 * Lets users join a group with an invite code. The group's join policy does not matter for them.
 *
 * <p>A code is valid only while its maker may invite others. An invalid code is answered like one that does not exist, for any
 * reason.
 */
@Service
class InvitedService {

    private final InviteMapper mapper;
    private final Newcomers newcomers;
    private final Membership membership;
    private final Entrance entrance;
    private final Invitations invitations;
    private final ConversationLog log;
    private final Clock clock;

    InvitedService(
            InviteMapper mapper,
            Newcomers newcomers,
            Membership membership,
            Entrance entrance,
            Invitations invitations,
            ConversationLog log,
            Clock clock) {
        this.mapper = mapper;
        this.newcomers = newcomers;
        this.membership = membership;
        this.entrance = entrance;
        this.invitations = invitations;
        this.log = log;
        this.clock = clock;
    }

    InvitePreview preview(Caller caller, String code) {
        return InvitePreview.of(groupOf(code, caller.uid()));
    }

    /** Joins the group. A caller who is a member already does not use up the code. */
    Joining join(Caller caller, String code) {
        Id gid = groupOf(code, caller.uid()).gid();
        if (newcomers.isMember(gid, caller.uid())) {
            return Joining.joined(gid);
        }
        invitations.checkRoom(List.of(caller.uid()));
        return log.change(new Conversation.Group(gid), caller.uid(), () -> {
            if (newcomers.isMember(gid, caller.uid())) {
                return ChangeResult.silent(Joining.joined(gid));
            }
            GroupRow group = groupOf(code, caller.uid());
            mapper.use(code);
            entrance.letIn(group, List.of(caller.uid()));
            return ChangeResult.of(Joining.joined(gid), Changes.joined(group.name()));
        });
    }

    private GroupRow groupOf(String code, Id uid) {
        InviteRow invite = InviteCodes.isPossible(code) ? mapper.find(code) : null;
        if (invite == null || !invite.isGoodAt(clock.millis())) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        GroupRow group = newcomers.groupFor(invite.gid(), uid);
        Member maker = membership.find(invite.gid(), invite.makerUid());
        if (group == null || maker == null || !new Seat(group, maker).may(GroupPermission.INVITE)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return group;
    }
}
