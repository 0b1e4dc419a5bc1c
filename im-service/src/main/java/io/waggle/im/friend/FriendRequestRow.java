package io.waggle.im.friend;

import io.waggle.protocol.Id;

record FriendRequestRow(
        Id id, Id fromUid, Id toUid, String greeting, FriendRequestState state, long createdAt, long expiresAt) {

    boolean isPendingAt(long now) {
        return state == FriendRequestState.PENDING && now < expiresAt;
    }

    Id peerOf(Id uid) {
        return uid.equals(fromUid) ? toUid : fromUid;
    }
}
