package io.waggle.broker.connection;

import io.waggle.protocol.Limits;

import java.time.Clock;
import java.time.Duration;

/**
 * The number of topic filters that one connection may name per second, in SUBSCRIBEs and UNSUBSCRIBEs together. It is a token
 * bucket that refills steadily. One packet may overdraw it; that packet then waits until the debt is paid.
 */
final class FilterBudget {

    /** The maximum for one packet, so that the first packet never waits. */
    static final int BURST = Limits.FILTERS;

    private final Clock clock;

    // Guarded by this.
    private double tokens = BURST;
    private long usedAt;

    FilterBudget(Clock clock) {
        this.clock = clock;
        this.usedAt = clock.millis();
    }

    /** Takes this many tokens, and returns how long the packet must wait; zero if it need not wait. */
    synchronized Duration take(int filters) {
        long now = clock.millis();
        // If the clock was set back, nothing is added.
        double earned = Math.max(0, now - usedAt) * Limits.FILTERS_PER_SECOND / 1_000.0;
        tokens = Math.min(BURST, tokens + earned) - filters;
        usedAt = now;
        return tokens >= 0
                ? Duration.ZERO
                : Duration.ofMillis((long) Math.ceil(-tokens * 1_000 / Limits.FILTERS_PER_SECOND));
    }
}
