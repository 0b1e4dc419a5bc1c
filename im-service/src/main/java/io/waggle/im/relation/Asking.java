package io.waggle.im.relation;

/** What came of asking someone to be friends. */
sealed interface Asking {

    FriendRequestRow request();

    /** The request is pending from now on. */
    record Asked(FriendRequestRow request) implements Asking {}

    /** It was pending before. */
    record AskedBefore(FriendRequestRow request) implements Asking {}

    /** The other had asked, so now both have said yes. */
    record Crossed(FriendRequestRow request) implements Asking {}
}
