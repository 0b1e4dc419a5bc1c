package io.waggle.im.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The role of a member in a conversation, the highest first. In a pair both are {@link #MEMBER}. */
public enum Role {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("admin")
    ADMIN,
    @JsonProperty("member")
    MEMBER
}
