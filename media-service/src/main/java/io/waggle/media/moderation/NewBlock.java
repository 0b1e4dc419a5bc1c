package io.waggle.media.moderation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** @param reason shown to other moderators */
record NewBlock(
        @Schema(minLength = 1, maxLength = 200) @Nullable String reason) {}
