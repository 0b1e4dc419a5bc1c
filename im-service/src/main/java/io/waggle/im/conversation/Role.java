package io.waggle.im.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a member is in a conversation, the highest first; in a pair both are members. */
public enum Role {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("admin")
    ADMIN,
    @JsonProperty("member")
    MEMBER
}
