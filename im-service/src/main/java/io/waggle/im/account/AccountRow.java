package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

record AccountRow(
        Id uid,
        String username,
        String passwordHash,
        String nickname,
        @Nullable String avatar,
        @Nullable String phone,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate,
        long createdAt) {

    @Override
    public String toString() {
        return "AccountRow[uid=" + uid + "]";
    }
}
