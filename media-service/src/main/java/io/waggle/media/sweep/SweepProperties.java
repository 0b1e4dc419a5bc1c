package io.waggle.media.sweep;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.media.sweep}: what is cleared away, and when.
 *
 * @param grace so long what is complete and shown nowhere is kept, counted from its last use
 */
@ConfigurationProperties("waggle.media.sweep")
record SweepProperties(@DefaultValue("7d") Duration grace) {

    /** im-service commits within a minute what it was allowed; clocks and commits have the rest. */
    private static final Duration LEAST = Duration.ofMinutes(10);

    SweepProperties {
        if (grace.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("waggle.media.sweep.grace: at least " + LEAST.toMinutes() + "m");
        }
    }
}
