package io.waggle.im.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** Asks to give the account up; the password shows that it is the user who asks. */
record Deactivation(
        @Schema(requiredMode = REQUIRED) @Nullable String password) {

    @Override
    public String toString() {
        return "Deactivation[]";
    }
}
