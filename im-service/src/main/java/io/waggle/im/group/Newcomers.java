package io.waggle.im.group;

import io.waggle.im.conversation.Membership;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/** A group as it shows itself to one who wants to come in by itself. */
@Component
class Newcomers {

    private final GroupMapper mapper;
    private final Membership membership;
    private final BanMapper bans;

    Newcomers(GroupMapper mapper, Membership membership, BanMapper bans) {
        this.mapper = mapper;
        this.membership = membership;
        this.bans = bans;
    }

    /** A pair's conversation has members too but is no group. */
    boolean isMember(Id gid, Id uid) {
        return membership.find(gid, uid) != null && mapper.find(gid) != null;
    }

    /** The group, if there is one and the user is not banned from it. */
    @Nullable
    GroupRow groupFor(Id gid, Id uid) {
        GroupRow group = mapper.find(gid);
        return group == null || !bans.findAmong(gid, List.of(uid)).isEmpty() ? null : group;
    }
}
