package io.waggle.media.store;

import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Checks whether the store is available and set up. While it is not, the store is not used and no address of it is given out;
 * clients are told to retry. Chat works without the store, so an unavailable store does not prevent the start. A store that
 * refuses our key or is open to everyone does, because only a person can change that. If it becomes so later, it is unavailable
 * until that is changed.
 */
@Component
public class StoreWatch implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** The interval between checks that the bucket is private, which take several requests. */
    static final Duration PRIVACY_CHECK = Duration.ofMinutes(10);

    private final BucketSetup setup;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("store-watch").factory());

    private @Nullable Future<?> checking;

    /** Only used at the start, and then on the executor's thread. */
    private Instant nextPrivacyCheck = Instant.MIN;

    /** The current problem; null if there is none. */
    private volatile @Nullable RuntimeException problem;

    StoreWatch(BucketSetup setup, Clock clock) {
        this.setup = setup;
        this.clock = clock;
    }

    /** @throws StoreUnusable if the store must not be used in its present state */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            setUp();
        } catch (StoreUnavailable away) {
            markUnavailable(away);
        }
        checking =
                executor.scheduleWithFixedDelay(this::check, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isThere() {
        return problem == null;
    }

    /** @throws StoreUnavailable if the store is not available */
    public void require() {
        if (!isThere()) {
            throw new StoreUnavailable();
        }
    }

    @PreDestroy
    void close() {
        if (checking != null) {
            checking.cancel(true);
        }
        executor.shutdownNow();
    }

    /** Checks the store. A store that comes back may be a different one, so it is set up and checked as at the start. */
    void check() {
        try {
            if (problem != null) {
                setUp();
                problem = null;
                log.info("The store is available again: uploads and downloads work");
            } else if (!setup.isThere()) {
                markUnavailable(new StoreUnusable("the bucket does not exist any more"));
            } else if (!clock.instant().isBefore(nextPrivacyCheck)) {
                nextPrivacyCheck = clock.instant().plus(PRIVACY_CHECK);
                setup.checkPrivacy();
            }
        } catch (StoreUnavailable | StoreUnusable failed) {
            markUnavailable(failed);
        } catch (RuntimeException fault) {
            // Without this catch, an exception would end the thread, and the store would not be checked again.
            log.error("The store could not be checked", fault);
        }
    }

    private void setUp() {
        setup.run();
        nextPrivacyCheck = clock.instant().plus(PRIVACY_CHECK);
    }

    /** Logs each reason once. */
    private void markUnavailable(RuntimeException why) {
        RuntimeException before = problem;
        problem = why;
        if (before == null || !before.getClass().equals(why.getClass())) {
            log.warn(
                    "The store is unavailable, so uploads and downloads fail; it is tried again every few seconds: {}",
                    NestedExceptionUtils.getMostSpecificCause(why).toString());
        }
    }
}
