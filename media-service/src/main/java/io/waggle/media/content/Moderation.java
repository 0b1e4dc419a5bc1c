package io.waggle.media.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a content may be shown. */
public enum Moderation {
    /** It is being looked at; whether it is shown meanwhile is a setting. */
    @JsonProperty("checking")
    CHECKING,
    @JsonProperty("passed")
    PASSED,
    /** A person is to look at it; until then others see a placeholder. */
    @JsonProperty("held")
    HELD,
    /** It is shown to nobody, and can be uploaded by nobody. */
    @JsonProperty("blocked")
    BLOCKED
}
