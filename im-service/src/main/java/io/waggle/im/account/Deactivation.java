package io.waggle.im.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A request to deactivate the account. The password proves that the user makes it. */
record Deactivation(
        @Schema(requiredMode = REQUIRED) @Nullable String password) {

    @Override
    public String toString() {
        return "Deactivation[]";
    }
}
