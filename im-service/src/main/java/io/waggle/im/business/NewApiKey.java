package io.waggle.im.business;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.List;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * A request to create an API key.
 *
 * @param app the business system; all its keys see the same users
 * @param name distinguishes this key from the app's other keys
 */
record NewApiKey(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 64) @Nullable
        String app,

        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 64) @Nullable
        String name,

        @ArraySchema(arraySchema = @Schema(requiredMode = REQUIRED), minItems = 1) @Nullable
        List<@Nullable Scope> scopes) {}
