package io.waggle.im.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A request for new tokens. */
record Refresh(@Schema(requiredMode = REQUIRED) @Nullable String refreshToken) {

    @Override
    public String toString() {
        return "Refresh[]";
    }
}
