package io.waggle.im.forward;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import org.jspecify.annotations.Nullable;

/** Where messages are forwarded to: one of the two members. */
record ForwardTarget(
        @Schema(description = "A user's uid, or @ and their username") @Nullable
        String u,

        @Schema(description = "A group's gid") @Nullable String g) {

    Topic.Destination destination() {
        if ((u == null) == (g == null) || !(parse() instanceof Topic.Destination destination)) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "each element of to must be one of {\"u\":\"{uid}\"}, {\"u\":\"@{username}\"} and {\"g\":\"{gid}\"}");
        }
        return destination;
    }

    private @Nullable Topic parse() {
        return Topic.parse(u == null ? "to/g/" + g : "to/u/" + u);
    }
}
