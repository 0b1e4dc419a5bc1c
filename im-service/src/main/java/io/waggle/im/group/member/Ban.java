package io.waggle.im.group.member;

import io.waggle.im.account.Profile;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A user who is banned from the group, as its admins see them. */
record Ban(Id uid, @Nullable String username, @Nullable String nickname, Id bannedBy, Instant createdAt) {

    static Ban of(BanRow row, @Nullable Profile profile) {
        return new Ban(
                row.uid(),
                profile == null ? null : profile.username(),
                profile == null ? null : profile.nickname(),
                row.bannedBy(),
                Instant.ofEpochMilli(row.createdAt()));
    }
}
