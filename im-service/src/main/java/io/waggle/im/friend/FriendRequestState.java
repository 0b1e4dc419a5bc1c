package io.waggle.im.friend;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of a friend request. Only a pending request changes. */
enum FriendRequestState {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("rejected")
    REJECTED,
    /** The sender has since blocked the recipient, or one of them has deactivated the account. */
    @JsonProperty("withdrawn")
    WITHDRAWN,
    @JsonProperty("expired")
    EXPIRED
}
