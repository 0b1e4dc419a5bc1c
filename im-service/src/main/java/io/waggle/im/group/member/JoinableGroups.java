package io.waggle.im.group.member;

import io.waggle.im.conversation.Membership;
import io.waggle.im.group.GroupRow;
import io.waggle.im.group.Groups;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/** Groups as they are for users who want to join by themselves. */
@Component
public class JoinableGroups {

    private final Groups groups;
    private final Membership membership;
    private final BanMapper bans;

    JoinableGroups(Groups groups, Membership membership, BanMapper bans) {
        this.groups = groups;
        this.membership = membership;
        this.bans = bans;
    }

    /** Whether the user is a member of the group. A pair's conversation has members too but is not a group. */
    public boolean isMember(Id gid, Id uid) {
        return membership.find(gid, uid) != null && groups.find(gid) != null;
    }

    /** The group; null if it does not exist or the user is banned from it. */
    public @Nullable GroupRow find(Id gid, Id uid) {
        GroupRow group = groups.find(gid);
        return group == null || !bans.findAmong(gid, List.of(uid)).isEmpty() ? null : group;
    }
}
