package io.waggle.im.account;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Timestamps;
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

    /** Why the user is banned, in the administrator's words. */
    String reason() {
        return banReason == null ? "" : banReason;
    }

    /** What a user who is banned is told, whatever it tries. */
    Refused refusal() {
        String until = bannedUntil == null ? "" : " until " + Timestamps.toString(bannedUntil);
        return new Refused(ErrorCode.BANNED, "this account is banned" + until + ": " + reason());
    }
}
