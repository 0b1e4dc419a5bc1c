package io.waggle.im.account;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Timestamps;
import org.jspecify.annotations.Nullable;

/** The columns that decide whether a user may act and who may message them. */
record StandingRow(
        Id uid,
        String username,
        Role role,
        Standing standing,
        @Nullable String banReason,
        @Nullable Long bannedUntil,
        @Nullable Audience messageBy) {

    /** A ban ends at its time by itself, without being lifted. */
    Standing standingAt(long now) {
        boolean over = standing == Standing.BANNED && bannedUntil != null && bannedUntil <= now;
        return over ? Standing.ACTIVE : standing;
    }

    /** The reason of the ban, in the administrator's words. */
    String reason() {
        return banReason == null ? "" : banReason;
    }

    /** The refusal that a banned user receives for every call. */
    Refused refusal() {
        String until = bannedUntil == null ? "" : " until " + Timestamps.toString(bannedUntil);
        return new Refused(ErrorCode.BANNED, "this account is banned" + until + ": " + reason());
    }
}
