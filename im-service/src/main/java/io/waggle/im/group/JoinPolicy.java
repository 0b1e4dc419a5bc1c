package io.waggle.im.group;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The way to join a group for a user who is not added by a member and has no code. */
public enum JoinPolicy {
    /** The user cannot join. */
    @JsonProperty("invite")
    INVITE,
    /** The user asks, and an admin accepts. */
    @JsonProperty("approval")
    APPROVAL,
    /** The user joins at once. */
    @JsonProperty("open")
    OPEN
}
