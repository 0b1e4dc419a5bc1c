package io.waggle.im.account;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** What someone says who wants an account. */
public record Registration(
        @Nullable String username,
        @Nullable String password,
        @Nullable String nickname,
        @Nullable String avatar,
        @Nullable String phone,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate) {

    public Registration withPassword(String chosen) {
        return new Registration(username, chosen, nickname, avatar, phone, gender, birthDate);
    }

    /** A password would stand in every log that shows a request. */
    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}
