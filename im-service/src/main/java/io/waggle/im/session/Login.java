package io.waggle.im.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A request to log in: the user, the password and the device. */
record Login(
        @Schema(requiredMode = REQUIRED) @Nullable String username,
        @Schema(requiredMode = REQUIRED) @Nullable String password,
        @Schema(requiredMode = REQUIRED) @Nullable NewDevice device) {

    @Override
    public String toString() {
        return "Login[username=" + username + "]";
    }
}
