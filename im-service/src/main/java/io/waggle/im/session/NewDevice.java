package io.waggle.im.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** The device for which a session is opened. */
public record NewDevice(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 64) @Nullable
        String name,

        @Schema(requiredMode = REQUIRED) @Nullable Platform platform) {}
