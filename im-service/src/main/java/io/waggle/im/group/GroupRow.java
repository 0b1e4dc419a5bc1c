package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

public record GroupRow(
        Id gid,
        String name,
        @Nullable String avatar,
        Id ownerUid,
        JoinPolicy joinPolicy,
        SharedHistory history,
        Inviters inviters,
        boolean muteAll,
        int slowMode,
        @Nullable String announcement,
        int memberCount,
        long createdAt) {

    GroupRow withMemberCount(int count) {
        return new GroupRow(
                gid,
                name,
                avatar,
                ownerUid,
                joinPolicy,
                history,
                inviters,
                muteAll,
                slowMode,
                announcement,
                count,
                createdAt);
    }
}
