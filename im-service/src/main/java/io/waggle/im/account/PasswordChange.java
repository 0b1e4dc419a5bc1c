package io.waggle.im.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A request to change the password. */
record PasswordChange(
        @Schema(requiredMode = REQUIRED) @Nullable String oldPassword,

        @Schema(requiredMode = REQUIRED, minLength = 2, maxLength = 72, description = "8 to 72 bytes of UTF-8")
        @Nullable
        String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
