package io.waggle.media.sweep;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.media.sweep}: when unused media are removed.
 *
 * @param grace how long complete media are kept that no message shows, counted from their last use
 */
@ConfigurationProperties("waggle.media.sweep")
record SweepProperties(@DefaultValue("7d") Duration grace) {

    /** im-service commits within a minute of an allowed use; the rest is a margin for clocks and commits. */
    private static final Duration LEAST = Duration.ofMinutes(10);

    SweepProperties {
        if (grace.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("waggle.media.sweep.grace must be at least " + LEAST.toMinutes() + "m");
        }
    }
}
