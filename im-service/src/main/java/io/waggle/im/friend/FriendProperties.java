package io.waggle.im.friend;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.friends}.
 *
 * @param requestLife how long a friend request waits for an answer
 * @param maxPendingRequests how many unanswered friend requests a user may have sent
 * @param maxFriends how many friends a user may have
 * @param tombstoneLife how long removals are remembered; a client that was away longer downloads the whole list
 */
@ConfigurationProperties("waggle.friends")
record FriendProperties(
        @DefaultValue("30d") Duration requestLife,
        @DefaultValue("200") int maxPendingRequests,
        @DefaultValue("10000") int maxFriends,
        @DefaultValue("90d") Duration tombstoneLife) {

    FriendProperties {
        if (!requestLife.isPositive()) {
            throw new IllegalArgumentException("waggle.friends.request-life must be positive");
        }
        if (maxPendingRequests < 1) {
            throw new IllegalArgumentException("waggle.friends.max-pending-requests must be positive");
        }
        if (maxFriends < 1) {
            throw new IllegalArgumentException("waggle.friends.max-friends must be positive");
        }
        if (!tombstoneLife.isPositive()) {
            throw new IllegalArgumentException("waggle.friends.tombstone-life must be positive");
        }
    }
}
