package io.waggle.im.group;

import io.waggle.im.conversation.Membership;
import io.waggle.im.conversation.Role;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import org.springframework.stereotype.Component;

/** The ways out of a group, within a change of it. Each returns what the log is to say. */
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

    /** An owner who leaves is succeeded; alone, it leaves no group behind. */
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

    /** Its codes go with the member. */
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
