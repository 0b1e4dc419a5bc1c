package io.waggle.im.relation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a friend request has come; only a pending one changes. */
enum FriendRequestState {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("expired")
    EXPIRED
}
