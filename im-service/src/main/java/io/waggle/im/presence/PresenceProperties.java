package io.waggle.im.presence;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code waggle.presence}.
 *
 * @param grace how long a user may be away before they are shown as offline; also the shortest time between two announcements
 *     of a user
 * @param lease how long a broker may be silent before it counts as dead and its devices as disconnected; brokers report every
 *     five seconds
 */
@ConfigurationProperties("waggle.presence")
record PresenceProperties(
        @DefaultValue("10s") Duration grace,
        @DefaultValue("15s") Duration lease) {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

    PresenceProperties {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("waggle.presence.grace must not be negative");
        }
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("waggle.presence.lease must be 10 seconds or longer");
        }
    }
}
