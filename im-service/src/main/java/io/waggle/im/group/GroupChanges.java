package io.waggle.im.group;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.util.function.Function;

/** Makes changes of groups in their lanes, and checks in the change that the actor is still a member. */
@Component
class GroupChanges {

    private final GroupMapper mapper;
    private final Membership membership;
    private final ConversationLog log;

    GroupChanges(GroupMapper mapper, Membership membership, ConversationLog log) {
        this.mapper = mapper;
        this.membership = membership;
        this.log = log;
    }

    /**
     * A member's place in a group. A pair's conversation has members too but is not a group, so it is refused.
     *
     * @throws Refused if the user is not a member of the group, or it does not exist
     */
    Seat seat(Id gid, Id uid) {
        Member member = membership.find(gid, uid);
        GroupRow group = member == null ? null : mapper.find(gid);
        if (member == null || group == null) {
            throw new Refused(ErrorCode.NOT_A_MEMBER);
        }
        return new Seat(group, member);
    }

    /**
     * Makes a change. The actor's place is looked up in the change itself, and also once before, so that requests of strangers
     * do not occupy the group's lane.
     */
    <T> T make(Id gid, Id actor, Function<Seat, ChangeResult<T>> work) {
        seat(gid, actor);
        return log.change(new Conversation.Group(gid), actor, () -> work.apply(seat(gid, actor)));
    }

    /** Makes a change by which the actor acts on another member, if the permission allows it. */
    <T> T makeOver(Id gid, Id actor, Id uid, GroupPermission permission, Function<Member, ChangeResult<T>> work) {
        return make(gid, actor, seat -> {
            seat.require(permission);
            Member other = membership.find(gid, uid);
            if (other == null) {
                throw new Refused(ErrorCode.NOT_FOUND, uid + " is not in the group");
            }
            seat.requireOver(permission, other);
            return work.apply(other);
        });
    }
}
