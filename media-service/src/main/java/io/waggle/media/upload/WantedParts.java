package io.waggle.media.upload;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.List;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** The numbers of the requested parts, from 1. */
record WantedParts(
        @ArraySchema(arraySchema = @Schema(requiredMode = REQUIRED), minItems = 1, maxItems = 100) @Nullable
        List<@Nullable Integer> parts) {}
