package io.waggle.im.presence;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The scheduled work of presence: announces changes that are due, and ends brokers that are silent.
 *
 * <p>A broker's silence counts only if this service could have received its reports: the service must have reached its database
 * for a whole lease.
 */
@Component
class PresenceRounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PresenceRounds.class);

    /** The longest normal time between two rounds, which are a second apart. After a longer gap the lease starts again. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(4);
    /** How long the time is kept at which a device was last connected. */
    private static final Duration SEEN_LIFE = Duration.ofDays(366);

    private static final int SWEPT_AT_ONCE = 1_000;

    private final Reports reports;
    private final Announcements announcements;
    private final NodeMapper nodes;
    private final ConnectionMapper connections;
    private final Duration lease;
    private final Clock clock;

    private volatile boolean running;
    private volatile boolean failing;
    // Used by the thread of the rounds only.
    private @Nullable Instant steadySince;
    private Instant lastRound = Instant.MIN;

    PresenceRounds(
            Reports reports,
            Announcements announcements,
            NodeMapper nodes,
            ConnectionMapper connections,
            PresenceProperties properties,
            Clock clock) {
        this.reports = reports;
        this.announcements = announcements;
        this.nodes = nodes;
        this.connections = connections;
        this.lease = properties.lease();
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        announcements.announceAgain();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Scheduled(fixedDelay = 200, timeUnit = TimeUnit.MILLISECONDS)
    void announceDue() {
        attempt(announcements::announceDue);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void endSilentNodes() {
        attempt(this::round);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        long before = clock.millis() - SEEN_LIFE.toMillis();
        while (connections.deleteSeenBefore(before, SWEPT_AT_ONCE) == SWEPT_AT_ONCE) {}
    }

    void round() {
        reports.clearEnded();
        Instant now = clock.instant();
        Instant since = steadySince;
        if (since == null || lastRound.plus(LONGEST_GAP).isBefore(now)) {
            since = now;
            steadySince = since;
        }
        lastRound = now;
        if (!since.plus(lease).isAfter(now)) {
            nodes.endSilentSince(now.minus(lease).toEpochMilli());
            reports.clearEnded();
        }
    }

    private void attempt(Runnable work) {
        try {
            work.run();
            failing = false;
        } catch (DataAccessException | TransactionException failure) {
            if (!failing) {
                log.warn("The database does not answer; presence changes are not announced meanwhile", failure);
            }
            failing = true;
        }
    }
}
