package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/** What decides whether a user may act and be written to. */
record StandingRow(
        Id uid,
        String username,
        Role role,
        Standing standing,
        @Nullable String banReason,
        @Nullable Long bannedUntil,
        @Nullable Audience messageBy) {

    /** A ban ends by itself; nobody has to come and lift it. */
    Standing standingAt(long now) {
        boolean over = standing == Standing.BANNED && bannedUntil != null && bannedUntil <= now;
        return over ? Standing.ACTIVE : standing;
    }
}
