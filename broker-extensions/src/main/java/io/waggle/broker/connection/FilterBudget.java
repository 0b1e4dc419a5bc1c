package io.waggle.broker.connection;

import io.waggle.protocol.Limits;

import java.time.Clock;
import java.time.Duration;

/**
 * How many topic filters one connection may name in a second, in SUBSCRIBEs and UNSUBSCRIBEs together: a bucket of tokens that
 * fills up steadily. It may be overdrawn by one packet; the packet then waits until the debt is paid.
 */
final class FilterBudget {

    /** More than any packet may name, so that the first one never waits. */
    static final int BURST = Limits.FILTERS;

    private final Clock clock;

    // Guarded by this.
    private double tokens = BURST;
    private long usedAt;

    FilterBudget(Clock clock) {
        this.clock = clock;
        this.usedAt = clock.millis();
    }

    /** Takes so many, and returns how long the packet that names them is to wait; zero for not at all. */
    synchronized Duration take(int filters) {
        long now = clock.millis();
        // A clock that was put back gives nothing.
        double earned = Math.max(0, now - usedAt) * Limits.FILTERS_PER_SECOND / 1_000.0;
        tokens = Math.min(BURST, tokens + earned) - filters;
        usedAt = now;
        return tokens >= 0
                ? Duration.ZERO
                : Duration.ofMillis((long) Math.ceil(-tokens * 1_000 / Limits.FILTERS_PER_SECOND));
    }
}
