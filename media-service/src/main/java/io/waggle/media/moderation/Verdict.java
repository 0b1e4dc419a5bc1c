package io.waggle.media.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.waggle.media.content.Moderation;

/** The result of a check, automatic or by a person. */
enum Verdict {
    @JsonProperty("pass")
    PASS(Moderation.PASSED),
    @JsonProperty("hold")
    HOLD(Moderation.HELD),
    @JsonProperty("block")
    BLOCK(Moderation.BLOCKED);

    private final Moderation moderation;

    Verdict(Moderation moderation) {
        this.moderation = moderation;
    }

    Moderation moderation() {
        return moderation;
    }
}
