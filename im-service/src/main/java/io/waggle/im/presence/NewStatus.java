package io.waggle.im.presence;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The request for a new status. Absent fields mean no text, and visible. */
record NewStatus(
        @Schema(maxLength = 100) @Nullable String text,
        @Nullable Boolean invisible) {}
