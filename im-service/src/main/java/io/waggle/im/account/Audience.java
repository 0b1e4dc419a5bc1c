package io.waggle.im.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The users to whom a user is open. */
public enum Audience {
    @JsonProperty("everyone")
    EVERYONE,
    @JsonProperty("friends")
    FRIENDS,
    @JsonProperty("nobody")
    NOBODY
}
