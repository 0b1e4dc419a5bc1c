package io.waggle.im.relation;

import io.waggle.im.account.AccountDeactivated;
import io.waggle.protocol.Id;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Removes the relations of users who have deactivated their account.
 *
 * <p>The deactivation's transaction closes the user's {@link RelationState}, so that nothing is added any more, and records the
 * departure. After the commit all relations are removed step by step, also from the lists of other users. If the process stops
 * before the end, the hourly sweep continues.
 */
@Component
class Departures {

    private static final Logger log = LoggerFactory.getLogger(Departures.class);
    private static final int USERS_AT_ONCE = 100;
    private static final int ROWS_AT_ONCE = 200;

    private final RelationStateMapper states;
    private final List<RelationCleanup> cleanups;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Departures(RelationStateMapper states, List<RelationCleanup> cleanups, Clock clock) {
        this.states = states;
        this.cleanups = cleanups;
        this.clock = clock;
    }

    @EventListener
    void note(AccountDeactivated deactivated) {
        states.close(deactivated.uid());
        states.insertDeparture(deactivated.uid(), clock.millis());
    }

    @TransactionalEventListener
    void begin(AccountDeactivated deactivated) {
        threads.execute(() -> tryToComplete(deactivated.uid()));
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        states.findDepartures(USERS_AT_ONCE).forEach(this::tryToComplete);
    }

    @PreDestroy
    void close() {
        threads.close();
    }

    private void tryToComplete(Id uid) {
        try {
            for (RelationCleanup cleanup : cleanups) {
                while (cleanup.removeSome(uid, ROWS_AT_ONCE)) {}
            }
            states.deleteDeparture(uid);
        } catch (DataAccessException | TransactionException failure) {
            log.warn("Some relations of user {} could not be removed; the next sweep removes them", uid, failure);
        }
    }
}
