package io.waggle.im.friend;

import io.waggle.im.account.Profile;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A pending friend request as one of the two users sees it.
 *
 * @param peer the other user
 */
record FriendRequest(
        Id id, Id from, Id to, @Nullable Profile peer, String greeting, Instant createdAt, Instant expiresAt) {

    static FriendRequest of(FriendRequestRow row, @Nullable Profile peer) {
        return new FriendRequest(
                row.id(),
                row.fromUid(),
                row.toUid(),
                peer,
                row.greeting(),
                Instant.ofEpochMilli(row.createdAt()),
                Instant.ofEpochMilli(row.expiresAt()));
    }
}
