package io.waggle.im.group.invite;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** An invite code as its maker and the group's admins see it. */
record Invite(
        String code,
        Id gid,
        Id maker,
        @Nullable Instant expiresAt,
        @Nullable Integer usesLeft,
        Instant createdAt) {

    static Invite of(InviteRow row) {
        return new Invite(
                row.code(),
                row.gid(),
                row.makerUid(),
                row.expiresAt() == null ? null : Instant.ofEpochMilli(row.expiresAt()),
                row.usesLeft(),
                Instant.ofEpochMilli(row.createdAt()));
    }
}
