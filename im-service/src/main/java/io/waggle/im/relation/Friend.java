package io.waggle.im.relation;

import io.waggle.im.account.Profile;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Someone whom the caller counts among its friends. */
record Friend(Id uid, @Nullable String username, @Nullable String nickname, Instant since) {

    static Friend of(FriendshipRow row, @Nullable Profile profile) {
        return new Friend(
                row.friendUid(),
                profile == null ? null : profile.username(),
                profile == null ? null : profile.nickname(),
                Instant.ofEpochMilli(row.createdAt()));
    }
}
