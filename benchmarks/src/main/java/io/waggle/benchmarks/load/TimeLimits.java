package io.waggle.benchmarks.load;

import java.time.Duration;

/**
 * The time limits of one load phase.
 *
 * @param forProgress until the next acknowledgement or delivery
 * @param total for all of them
 */
record TimeLimits(Duration forProgress, Duration total) {

    static final TimeLimits DEFAULT = new TimeLimits(Duration.ofSeconds(60), Duration.ofMinutes(10));
}
