package io.waggle.im.relation;

/** The result of a friend request. */
sealed interface Asking {

    FriendRequestRow request();

    /** The request is new and now pending. */
    record Asked(FriendRequestRow request) implements Asking {}

    /** The same request was already pending. */
    record AskedBefore(FriendRequestRow request) implements Asking {}

    /** The other user had already sent a request to this one, so the two are now friends. */
    record Crossed(FriendRequestRow request) implements Asking {}
}
