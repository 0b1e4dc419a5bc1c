package io.waggle.im.business;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.account.Gender;
import io.waggle.im.account.Registration;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * A request of a business system to create a user.
 *
 * @param password null to let nobody log in with a password
 */
record NewUser(
        @Schema(requiredMode = REQUIRED, pattern = "^[A-Za-z][A-Za-z0-9._-]{2,31}$") @Nullable
        String username,

        @Schema(minLength = 2, maxLength = 72, description = "8 to 72 bytes of UTF-8") @Nullable
        String password,

        @Schema(minLength = 1, maxLength = 64) @Nullable String nickname,
        @Schema(minLength = 1, maxLength = 512) @Nullable String avatar,
        @Schema(pattern = "^\\+?[0-9]{4,15}$") @Nullable String phone,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate) {

    Registration registration() {
        return new Registration(username, password, nickname, avatar, phone, gender, birthDate);
    }

    @Override
    public String toString() {
        return "NewUser[username=" + username + "]";
    }
}
