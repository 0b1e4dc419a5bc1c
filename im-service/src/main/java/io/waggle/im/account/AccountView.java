package io.waggle.im.account;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An account as an administrator sees it.
 *
 * @param username also present for a deactivated account
 * @param ban null unless the account is banned now
 */
record AccountView(
        Id uid,
        String username,
        String nickname,
        Role role,
        Standing standing,
        @Nullable Ban ban,
        Instant createdAt) {

    /** @param until null if the ban lasts until it is lifted */
    @Schema(name = "AccountBan")
    record Ban(String reason, @Nullable Instant until) {}

    static AccountView of(AccountRow row, StandingRow standing, long now) {
        return new AccountView(
                row.uid(),
                row.username(),
                row.nickname(),
                row.role(),
                standing.standingAt(now),
                standing.standingAt(now) == Standing.BANNED ? ban(standing) : null,
                Instant.ofEpochMilli(row.createdAt()));
    }

    private static Ban ban(StandingRow row) {
        return new Ban(row.reason(), row.bannedUntil() == null ? null : Instant.ofEpochMilli(row.bannedUntil()));
    }
}
