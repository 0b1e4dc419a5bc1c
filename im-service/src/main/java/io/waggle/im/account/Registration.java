package io.waggle.im.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A request to create an account. */
public record Registration(
        @Schema(requiredMode = REQUIRED, pattern = "^[A-Za-z][A-Za-z0-9._-]{2,31}$") @Nullable
        String username,

        @Schema(requiredMode = REQUIRED, maxLength = 72, description = "8 to 72 bytes of UTF-8", minLength = 2)
        @Nullable
        String password,

        @Schema(minLength = 1, maxLength = 64) @Nullable String nickname,
        @Schema(minLength = 1, maxLength = 512) @Nullable String avatar,
        @Schema(pattern = "^\\+?[0-9]{4,15}$") @Nullable String phone,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate) {

    public Registration withPassword(String chosen) {
        return new Registration(username, chosen, nickname, avatar, phone, gender, birthDate);
    }

    /** Leaves out the password, which would otherwise appear in every log that shows a request. */
    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}
