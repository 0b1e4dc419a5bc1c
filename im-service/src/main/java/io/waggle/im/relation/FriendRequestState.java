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
    /** The one who asked has blocked the other since, or is no longer here. */
    @JsonProperty("withdrawn")
    WITHDRAWN,
    @JsonProperty("expired")
    EXPIRED
}
