package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** @param passwordHash null if the account has no password */
record AccountRow(
        Id uid,
        String username,
        @Nullable String passwordHash,
        String nickname,
        @Nullable String avatar,
        @Nullable String phone,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate,
        Role role,
        Standing standing,
        long createdAt) {

    @Override
    public String toString() {
        return "AccountRow[uid=" + uid + "]";
    }
}
