package io.waggle.im.friend;

import io.waggle.im.account.Profile;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A friend in the caller's list.
 *
 * @param remark the caller's own name for the friend
 * @param since when they became friends
 */
record Friend(
        Id uid,
        @Nullable String username,
        @Nullable String nickname,
        @Nullable String avatar,
        @Nullable String remark,
        List<String> tags,
        boolean starred,
        Instant since) {

    static Friend of(FriendshipRow row, @Nullable Profile profile) {
        return new Friend(
                row.friendUid(),
                profile == null ? null : profile.username(),
                profile == null ? null : profile.nickname(),
                profile == null ? null : profile.avatar(),
                row.remark(),
                row.tagList(),
                row.starred(),
                Instant.ofEpochMilli(row.createdAt()));
    }
}
