package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/** What a code shows of its group to whoever knows it. */
record InvitePreview(Id gid, String name, @Nullable String avatar, int memberCount) {

    static InvitePreview of(GroupRow group) {
        return new InvitePreview(group.gid(), group.name(), group.avatar(), group.memberCount());
    }
}
