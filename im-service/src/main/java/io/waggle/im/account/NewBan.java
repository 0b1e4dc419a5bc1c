package io.waggle.im.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * Why and for how long someone is to be shut out.
 *
 * @param until left out: until the ban is lifted
 */
record NewBan(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200) @Nullable
        String reason,

        @Nullable Instant until) {}
