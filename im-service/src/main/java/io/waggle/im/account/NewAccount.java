package io.waggle.im.account;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** A registration in which everything is right. */
record NewAccount(
        String username,
        String password,
        String nickname,
        @Nullable String avatar,
        @Nullable String phone,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate) {

    @Override
    public String toString() {
        return "NewAccount[username=" + username + "]";
    }
}
