package io.waggle.im.group;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How one comes into a group besides being added by a member or having a code. */
enum JoinPolicy {
    /** Not at all. */
    @JsonProperty("invite")
    INVITE,
    /** By asking, when an admin says yes. */
    @JsonProperty("approval")
    APPROVAL,
    /** By coming. */
    @JsonProperty("open")
    OPEN
}
