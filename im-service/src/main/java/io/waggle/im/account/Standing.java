package io.waggle.im.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of an account, which decides whether its user may act. A ban that has ended does not count. */
public enum Standing {
    @JsonProperty("active")
    ACTIVE,
    /** Banned by an administrator, until a given time or until the ban is lifted. */
    @JsonProperty("banned")
    BANNED,
    /** Deactivated by its user, for good. */
    @JsonProperty("deactivated")
    DEACTIVATED
}
