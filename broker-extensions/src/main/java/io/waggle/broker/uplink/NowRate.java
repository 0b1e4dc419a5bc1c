package io.waggle.broker.uplink;

import io.waggle.protocol.Id;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * Limits how often a device may publish on {@code now/}, with a token bucket per device that refills steadily.
 *
 * <p>The bucket belongs to the device and not to the connection, so reconnecting gains nothing. A bucket that has had time to
 * refill equals a new one and is removed: there are no more buckets than devices that have just published.
 */
public final class NowRate {

    static final int PER_SECOND = 20;
    static final int BURST = 40;

    /** The time that an empty bucket takes to refill. */
    static final Duration FILLING = Duration.ofSeconds(BURST / PER_SECOND);

    private static final Duration NOTIFY_INTERVAL = Duration.ofSeconds(1);

    /** The decision about one more publish. */
    enum Verdict {
        PASS,
        REFUSE,
        /** For a connection without acknowledgements that can refuse: one notification per second is enough. */
        REFUSE_QUIETLY
    }

    private static final class Bucket {
        private double tokens = BURST;
        private long usedAt;
        private long notifiedAt = Long.MIN_VALUE;

        Bucket(long now) {
            usedAt = now;
        }
    }

    private final Clock clock;
    // Guarded by this; least recently used first.
    private final LinkedHashMap<Id, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    public NowRate(Clock clock) {
        this.clock = clock;
    }

    synchronized Verdict take(Id did) {
        long now = clock.millis();
        forgetFull(now);
        Bucket bucket = buckets.computeIfAbsent(did, id -> new Bucket(now));
        // If the clock was set back, nothing is added.
        double earned = Math.max(0, now - bucket.usedAt) * PER_SECOND / 1_000.0;
        bucket.tokens = Math.min(BURST, bucket.tokens + earned);
        bucket.usedAt = now;
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return Verdict.PASS;
        }
        boolean notify = bucket.notifiedAt == Long.MIN_VALUE || now - bucket.notifiedAt >= NOTIFY_INTERVAL.toMillis();
        if (notify) {
            bucket.notifiedAt = now;
        }
        return notify ? Verdict.REFUSE : Verdict.REFUSE_QUIETLY;
    }

    synchronized int size() {
        return buckets.size();
    }

    private void forgetFull(long now) {
        Iterator<Bucket> eldest = buckets.values().iterator();
        while (eldest.hasNext() && eldest.next().usedAt <= now - FILLING.toMillis()) {
            eldest.remove();
        }
    }
}
