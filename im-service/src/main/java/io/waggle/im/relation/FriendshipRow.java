package io.waggle.im.relation;

import io.waggle.protocol.Id;

/** One side of a friendship: {@code uid} counts {@code friendUid} among its friends. */
record FriendshipRow(Id uid, Id friendUid, long createdAt) {}
