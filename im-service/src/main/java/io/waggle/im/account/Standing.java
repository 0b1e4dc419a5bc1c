package io.waggle.im.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether an account may act. A ban that has ended is none. */
public enum Standing {
    @JsonProperty("active")
    ACTIVE,
    /** Shut out by an administrator, for a time or until the ban is lifted. */
    @JsonProperty("banned")
    BANNED,
    /** Given up by its user, for good. */
    @JsonProperty("deactivated")
    DEACTIVATED
}
