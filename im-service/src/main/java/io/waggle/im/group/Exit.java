package io.waggle.im.group;

import io.waggle.im.conversation.Membership;
import io.waggle.im.conversation.Role;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import org.springframework.stereotype.Component;

/** The ways out of a group. Call its methods within a change of the group. */
@Component
class Exit {

    private final GroupMapper mapper;
    private final Membership membership;
    private final BanMapper bans;
    private final JoinRequestMapper requests;
    private final InviteMapper invites;
    private final AnnouncementMapper announcements;

    Exit(
            GroupMapper mapper,
            Membership membership,
            BanMapper bans,
            JoinRequestMapper requests,
            InviteMapper invites,
            AnnouncementMapper announcements) {
        this.mapper = mapper;
        this.membership = membership;
        this.bans = bans;
        this.requests = requests;
        this.invites = invites;
        this.announcements = announcements;
    }

    /** Removes a member who leaves. If the owner leaves, a successor becomes the owner; without one the group is dissolved. */
    Change leave(Seat seat) {
        if (seat.role() != Role.OWNER) {
            remove(seat.gid(), seat.uid());
            return Changes.left(null);
        }
        Id successor = membership.successor(seat.gid(), seat.uid());
        if (successor == null) {
            return dissolve(seat.gid());
        }
        membership.changeRole(seat.gid(), successor, Role.OWNER);
        membership.mute(seat.gid(), successor, null);
        mapper.updateOwner(seat.gid(), successor);
        remove(seat.gid(), seat.uid());
        return Changes.left(successor);
    }

    /** Removes a member and the member's invite codes. */
    void remove(Id gid, Id uid) {
        membership.remove(gid, uid);
        invites.deleteOf(gid, uid);
        mapper.addToMemberCount(gid, -1);
    }

    Change dissolve(Id gid) {
        membership.removeAll(gid);
        bans.deleteAll(gid);
        requests.deleteAll(gid);
        invites.deleteAll(gid);
        announcements.deleteAll(gid);
        mapper.dissolve(gid);
        return Changes.dissolved();
    }
}
