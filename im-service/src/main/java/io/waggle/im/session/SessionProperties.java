package io.waggle.im.session;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.sessions}.
 *
 * @param accessTokenLife how long an access token is valid; short, because a stolen one can be used until then,
 *     unless its session ends first
 * @param refreshTokenLife how long a device may stay away before its user has to log in again
 */
@ConfigurationProperties("waggle.sessions")
record SessionProperties(
        @DefaultValue("15m") Duration accessTokenLife,
        @DefaultValue("30d") Duration refreshTokenLife) {

    SessionProperties {
        if (!accessTokenLife.isPositive() || accessTokenLife.compareTo(refreshTokenLife) >= 0) {
            throw new IllegalArgumentException(
                    "waggle.sessions.access-token-life must be positive and shorter than refresh-token-life");
        }
    }
}
