package io.waggle.benchmarks.load;

import java.time.Duration;

/**
 * The time limits of one load phase.
 *
 * @param forProgress until the next acknowledgement or delivery
 * @param inAll for all of them
 */
record Patience(Duration forProgress, Duration inAll) {

    static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofMinutes(10));
}
