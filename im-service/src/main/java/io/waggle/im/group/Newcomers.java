package io.waggle.im.group;

import io.waggle.im.conversation.Membership;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/** The lookups about groups for users who want to join by themselves. */
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

    /** Whether the user is a member of the group. A pair's conversation has members too but is not a group. */
    boolean isMember(Id gid, Id uid) {
        return membership.find(gid, uid) != null && mapper.find(gid) != null;
    }

    /** The group; null if it does not exist or the user is banned from it. */
    @Nullable
    GroupRow groupFor(Id gid, Id uid) {
        GroupRow group = mapper.find(gid);
        return group == null || !bans.findAmong(gid, List.of(uid)).isEmpty() ? null : group;
    }
}
