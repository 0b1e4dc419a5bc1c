package io.waggle.media.store;

import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Knows whether the store is there and set up. Nothing is asked of it, and no address of it is given out, unless it is; whoever
 * wants something meanwhile is told to try again. Chat goes on without it, so a store that is away stops no start; one that
 * refuses us or is open to all does, since only a person can change that.
 */
@Component
public class StoreWatch implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final BucketSetup setup;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("store-watch").factory());

    private @Nullable Future<?> looking;

    /** Null: there is none. */
    private volatile @Nullable RuntimeException trouble;

    StoreWatch(BucketSetup setup) {
        this.setup = setup;
    }

    /** @throws StoreUnusable if it is not to be used as it is */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            setup.run();
        } catch (StoreUnavailable away) {
            begin(away);
        }
        looking = clock.scheduleWithFixedDelay(this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isThere() {
        return trouble == null;
    }

    /** @throws StoreUnavailable if it is not there */
    public void require() {
        if (!isThere()) {
            throw new StoreUnavailable();
        }
    }

    @PreDestroy
    void close() {
        if (looking != null) {
            looking.cancel(true);
        }
        clock.shutdownNow();
    }

    /** What comes back may be another: it is set up, and looked at, as at a start. */
    private void look() {
        try {
            if (trouble != null) {
                setup.run();
                trouble = null;
                log.info("The store is back: files can be put and fetched again");
            } else if (!setup.isThere()) {
                begin(new StoreUnusable("the bucket is gone"));
            }
        } catch (StoreUnavailable | StoreUnusable failed) {
            begin(failed);
        } catch (RuntimeException fault) {
            // It is the edge of this thread, which would never look again.
            log.error("The store could not be looked at", fault);
        }
    }

    /** Told once for each reason. */
    private void begin(RuntimeException why) {
        RuntimeException before = trouble;
        trouble = why;
        if (before == null || !before.getClass().equals(why.getClass())) {
            log.warn(
                    "Files can neither be put nor fetched until the store is there, which is looked for again and again: {}",
                    NestedExceptionUtils.getMostSpecificCause(why).toString());
        }
    }
}
