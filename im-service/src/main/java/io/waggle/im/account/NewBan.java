package io.waggle.im.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * The reason and the duration of a ban.
 *
 * @param until left out if the ban lasts until it is lifted
 */
record NewBan(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200) @Nullable
        String reason,

        @Nullable Instant until) {}
