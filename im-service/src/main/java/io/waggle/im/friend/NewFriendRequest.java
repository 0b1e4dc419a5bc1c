package io.waggle.im.friend;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A request to become friends. */
record NewFriendRequest(
        @Schema(requiredMode = REQUIRED) @Nullable Id to,
        @Schema(maxLength = 200) @Nullable String greeting) {}
