package io.waggle.im.group.invite;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.group.ActingMember;
import io.waggle.im.group.AddingRules;
import io.waggle.im.group.ChangeEntries;
import io.waggle.im.group.GroupPermission;
import io.waggle.im.group.GroupRow;
import io.waggle.im.group.Joining;
import io.waggle.im.group.MemberAdder;
import io.waggle.im.group.member.JoinableGroups;
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
class JoinByInviteService {

    private final InviteMapper mapper;
    private final JoinableGroups joinable;
    private final Membership membership;
    private final MemberAdder adder;
    private final AddingRules addingRules;
    private final ConversationLog conversationLog;
    private final Clock clock;

    JoinByInviteService(
            InviteMapper mapper,
            JoinableGroups joinable,
            Membership membership,
            MemberAdder adder,
            AddingRules addingRules,
            ConversationLog conversationLog,
            Clock clock) {
        this.mapper = mapper;
        this.joinable = joinable;
        this.membership = membership;
        this.adder = adder;
        this.addingRules = addingRules;
        this.conversationLog = conversationLog;
        this.clock = clock;
    }

    InvitePreview preview(Caller caller, String code) {
        return InvitePreview.of(groupOf(code, caller.uid()));
    }

    /** Joins the group. A caller who is a member already does not use up the code. */
    Joining join(Caller caller, String code) {
        Id gid = groupOf(code, caller.uid()).gid();
        if (joinable.isMember(gid, caller.uid())) {
            return Joining.joined(gid);
        }
        addingRules.checkRoom(List.of(caller.uid()));
        return conversationLog.change(new Conversation.Group(gid), caller.uid(), () -> {
            if (joinable.isMember(gid, caller.uid())) {
                return ChangeResult.silent(Joining.joined(gid));
            }
            GroupRow group = groupOf(code, caller.uid());
            mapper.use(code);
            adder.add(group, List.of(caller.uid()));
            return ChangeResult.of(Joining.joined(gid), ChangeEntries.joined(group.name()));
        });
    }

    private GroupRow groupOf(String code, Id uid) {
        InviteRow invite = InviteCodes.isPossible(code) ? mapper.find(code) : null;
        if (invite == null || !invite.isValidAt(clock.millis())) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        GroupRow group = joinable.find(invite.gid(), uid);
        Member maker = membership.find(invite.gid(), invite.makerUid());
        if (group == null || maker == null || !new ActingMember(group, maker).may(GroupPermission.INVITE)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return group;
    }
}
