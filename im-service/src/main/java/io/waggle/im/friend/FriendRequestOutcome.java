package io.waggle.im.friend;

/** The result of a friend request. */
sealed interface FriendRequestOutcome {

    FriendRequestRow request();

    /** The request is new and now pending. */
    record Created(FriendRequestRow request) implements FriendRequestOutcome {}

    /** The same request was already pending. */
    record AlreadyPending(FriendRequestRow request) implements FriendRequestOutcome {}

    /** The other user had already sent a request to this one, so the two are now friends. */
    record Accepted(FriendRequestRow request) implements FriendRequestOutcome {}
}
