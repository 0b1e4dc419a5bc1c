package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** A registration that has passed all checks. */
record NewAccount(
        String username,
        String password,
        String nickname,
        @Nullable String avatar,
        @Nullable String phone,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate) {

    AccountRow row(Id uid, String passwordHash, Role role, long createdAt) {
        return new AccountRow(
                uid,
                username,
                passwordHash,
                nickname,
                avatar,
                phone,
                gender,
                birthDate,
                role,
                Standing.ACTIVE,
                createdAt);
    }

    @Override
    public String toString() {
        return "NewAccount[username=" + username + "]";
    }
}
