package io.waggle.media.moderation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** @param reason shown to other moderators */
record NewVerdict(
        @Schema(requiredMode = REQUIRED) @Nullable Verdict verdict,
        @Schema(minLength = 1, maxLength = 200) @Nullable String reason) {}
