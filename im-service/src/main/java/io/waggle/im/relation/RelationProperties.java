package io.waggle.im.relation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.relations}.
 *
 * @param requestLife how long a friend request waits for its answer
 */
@ConfigurationProperties("waggle.relations")
record RelationProperties(@DefaultValue("30d") Duration requestLife) {

    RelationProperties {
        if (!requestLife.isPositive()) {
            throw new IllegalArgumentException("waggle.relations.request-life must be positive");
        }
    }
}
