package io.waggle.im.log;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * The settings {@code waggle.history}.
 *
 * @param depth entries that are older are not shown in any form; null: all entries are shown
 */
@ConfigurationProperties("waggle.history")
record HistoryProperties(@Nullable Duration depth) {

    private static final Duration SHORTEST = Duration.ofHours(1);

    HistoryProperties {
        if (depth != null && depth.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "waggle.history.depth must be an hour or longer; leave it out to show all entries");
        }
    }
}
