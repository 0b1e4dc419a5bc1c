package io.waggle.im.group.invite;

import io.waggle.im.group.GroupRow;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/** The part of a group that users see who have an invite code. */
record InvitePreview(Id gid, String name, @Nullable String avatar, int memberCount) {

    static InvitePreview of(GroupRow group) {
        return new InvitePreview(group.gid(), group.name(), group.avatar(), group.memberCount());
    }
}
