package io.waggle.im.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * A request to provision a device for something that cannot log in.
 *
 * @param credential {@code secret} unless there is a certificate
 * @param certificate in PEM
 */
record Provision(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 64) @Nullable
        String name,

        @Schema(requiredMode = REQUIRED) @Nullable Platform platform,

        @Schema(allowableValues = "secret") @Nullable String credential,
        @Schema(maxLength = 16384) @Nullable String certificate) {}
