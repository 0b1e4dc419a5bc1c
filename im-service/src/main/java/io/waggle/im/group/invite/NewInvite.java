package io.waggle.im.group.invite;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The request for a new invite code.
 *
 * @param expiresIn seconds; null if it does not expire
 * @param uses how many users can join with it; null if unlimited
 */
record NewInvite(
        @Schema(minimum = "1", maximum = "31536000") @Nullable
        Long expiresIn,

        @Schema(minimum = "1", maximum = "10000") @Nullable Integer uses) {

    static final NewInvite UNLIMITED = new NewInvite(null, null);
}
