package io.waggle.im.group;

import io.waggle.im.conversation.Membership;
import io.waggle.im.conversation.Role;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The only way to remove members from a group, and to dissolve it. Call its methods within a change of the group. */
@Component
public class MemberRemover {

    private final GroupMapper mapper;
    private final Membership membership;
    private final AnnouncementMapper announcements;
    private final ApplicationEventPublisher events;

    MemberRemover(
            GroupMapper mapper,
            Membership membership,
            AnnouncementMapper announcements,
            ApplicationEventPublisher events) {
        this.mapper = mapper;
        this.membership = membership;
        this.announcements = announcements;
        this.events = events;
    }

    /** Removes a member who leaves. If the owner leaves, a successor becomes the owner; without one the group is dissolved. */
    public Change leave(ActingMember actor) {
        if (actor.role() != Role.OWNER) {
            remove(actor.gid(), actor.uid());
            return ChangeEntries.left(null);
        }
        Id successor = membership.successor(actor.gid(), actor.uid());
        if (successor == null) {
            return dissolve(actor.gid());
        }
        membership.changeRole(actor.gid(), successor, Role.OWNER);
        membership.mute(actor.gid(), successor, null);
        mapper.updateOwner(actor.gid(), successor);
        remove(actor.gid(), actor.uid());
        return ChangeEntries.left(successor);
    }

    /** Removes a member. Listeners of {@link MemberRemoved} end what the member had in the group. */
    public void remove(Id gid, Id uid) {
        membership.remove(gid, uid);
        mapper.addToMemberCount(gid, -1);
        events.publishEvent(new MemberRemoved(gid, uid));
    }

    Change dissolve(Id gid) {
        membership.removeAll(gid);
        announcements.deleteAll(gid);
        mapper.dissolve(gid);
        events.publishEvent(new GroupDissolved(gid));
        return ChangeEntries.dissolved();
    }
}
