package io.waggle.broker.uplink;

import io.waggle.protocol.Id;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * How often a device may publish on {@code now/}: a bucket of tokens for each, which fills up steadily and holds so many.
 *
 * <p>Not of the connection, so that reconnecting gains nothing. A bucket that has had the time to fill up is like one that
 * nobody has used, so it is forgotten: there are no more of them than devices that have just published.
 */
public final class NowRate {

    static final int PER_SECOND = 20;
    static final int BURST = 40;

    /** How long an empty bucket takes to be full. */
    static final Duration FILLING = Duration.ofSeconds(BURST / PER_SECOND);

    private static final Duration TELLING = Duration.ofSeconds(1);

    /** Whether one more may pass. */
    enum Verdict {
        PASS,
        REFUSE,
        /** Where there is no acknowledgement to refuse in: one told a second is enough. */
        REFUSE_QUIETLY
    }

    private static final class Bucket {
        private double tokens = BURST;
        private long usedAt;
        private long toldAt = Long.MIN_VALUE;

        Bucket(long now) {
            usedAt = now;
        }
    }

    private final Clock clock;
    // Guarded by this; the one that was used longest ago first.
    private final LinkedHashMap<Id, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    public NowRate(Clock clock) {
        this.clock = clock;
    }

    synchronized Verdict take(Id did) {
        long now = clock.millis();
        forgetFull(now);
        Bucket bucket = buckets.computeIfAbsent(did, id -> new Bucket(now));
        // A clock that was put back gives nothing.
        double earned = Math.max(0, now - bucket.usedAt) * PER_SECOND / 1_000.0;
        bucket.tokens = Math.min(BURST, bucket.tokens + earned);
        bucket.usedAt = now;
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return Verdict.PASS;
        }
        boolean tell = bucket.toldAt == Long.MIN_VALUE || now - bucket.toldAt >= TELLING.toMillis();
        if (tell) {
            bucket.toldAt = now;
        }
        return tell ? Verdict.REFUSE : Verdict.REFUSE_QUIETLY;
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
