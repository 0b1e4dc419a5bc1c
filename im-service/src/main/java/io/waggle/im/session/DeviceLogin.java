package io.waggle.im.session;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A provisioned device's request for an access token. */
record DeviceLogin(
        @Schema(requiredMode = REQUIRED) @Nullable Id did,
        @Schema(requiredMode = REQUIRED) @Nullable String secret) {

    @Override
    public String toString() {
        return "DeviceLogin[did=" + did + "]";
    }
}
