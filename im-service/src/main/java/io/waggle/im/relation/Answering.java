package io.waggle.im.relation;

/** What came of answering a friend request. */
sealed interface Answering {

    /** It was pending, and no longer is. */
    record Answered(FriendRequestRow request) implements Answering {}

    /** It was answered before, or has expired. */
    record NotPending() implements Answering {}

    /** There is no such request, or someone else was asked. */
    record NotTheirs() implements Answering {}
}
