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
public class GroupChanges {

    private final GroupMapper mapper;
    private final Membership membership;
    private final ConversationLog conversationLog;

    GroupChanges(GroupMapper mapper, Membership membership, ConversationLog conversationLog) {
        this.mapper = mapper;
        this.membership = membership;
        this.conversationLog = conversationLog;
    }

    /**
     * Looks up a member who wants to do something. A pair's conversation has members too but is not a group, so it is refused.
     *
     * @throws Refused if the user is not a member of the group, or it does not exist
     */
    public ActingMember actingMember(Id gid, Id uid) {
        Member member = membership.find(gid, uid);
        GroupRow group = member == null ? null : mapper.find(gid);
        if (member == null || group == null) {
            throw new Refused(ErrorCode.NOT_A_MEMBER);
        }
        return new ActingMember(group, member);
    }

    /** Makes a change. The actor is looked up before, so that requests of strangers do not occupy the group's lane. */
    public <T> T make(Id gid, Id actor, Function<ActingMember, ChangeResult<T>> work) {
        return make(actingMember(gid, actor), work);
    }

    /**
     * Makes a change of an actor who was looked up before. The change itself looks up the actor once more, since only there, on
     * the group's lane, the answer holds until the commit.
     */
    public <T> T make(ActingMember before, Function<ActingMember, ChangeResult<T>> work) {
        Id gid = before.gid();
        return conversationLog.change(
                new Conversation.Group(gid), before.uid(), () -> work.apply(actingMember(gid, before.uid())));
    }

    /** Makes a change by which the actor acts on another member, if the permission allows it. */
    public <T> T changeMember(
            Id gid, Id actor, Id uid, GroupPermission permission, Function<Member, ChangeResult<T>> work) {
        return make(gid, actor, member -> {
            member.require(permission);
            Member other = membership.find(gid, uid);
            if (other == null) {
                throw new Refused(ErrorCode.NOT_FOUND, uid + " is not a member of the group");
            }
            member.requireOver(permission, other);
            return work.apply(other);
        });
    }
}
