package io.waggle.im.relation;

import io.waggle.protocol.Id;

/** Where a friend request stands after what was just done to it. */
record FriendRequestAnswer(Id id, FriendRequestState state) {}
