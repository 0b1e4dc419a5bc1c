package io.waggle.im.friend;

import io.waggle.protocol.Id;

/** The state of a friend request after an operation on it. */
record FriendRequestAnswer(Id id, FriendRequestState state) {}
