package io.waggle.im.relation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.relations}.
 *
 * @param requestLife how long a friend request waits for its answer
 * @param maxPendingRequests how many of one's friend requests may wait for their answers at once
 * @param maxFriends how many friends one may have
 * @param tombstoneLife how long it is known which friends were removed: who was away longer downloads the whole list
 */
@ConfigurationProperties("waggle.relations")
record RelationProperties(
        @DefaultValue("30d") Duration requestLife,
        @DefaultValue("200") int maxPendingRequests,
        @DefaultValue("10000") int maxFriends,
        @DefaultValue("90d") Duration tombstoneLife) {

    RelationProperties {
        if (!requestLife.isPositive()) {
            throw new IllegalArgumentException("waggle.relations.request-life must be positive");
        }
        if (maxPendingRequests < 1) {
            throw new IllegalArgumentException("waggle.relations.max-pending-requests must be positive");
        }
        if (maxFriends < 1) {
            throw new IllegalArgumentException("waggle.relations.max-friends must be positive");
        }
        if (!tombstoneLife.isPositive()) {
            throw new IllegalArgumentException("waggle.relations.tombstone-life must be positive");
        }
    }
}
