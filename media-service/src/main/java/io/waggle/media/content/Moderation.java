package io.waggle.media.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The moderation state of a content. */
public enum Moderation {
    /** It is being checked. A setting decides whether it is shown meanwhile. */
    @JsonProperty("checking")
    CHECKING,
    @JsonProperty("passed")
    PASSED,
    /** A person must decide; until then others see a placeholder. */
    @JsonProperty("held")
    HELD,
    /** It is not shown to anybody and cannot be uploaded again. */
    @JsonProperty("blocked")
    BLOCKED
}
