package io.waggle.im.relation;

import io.waggle.im.account.AccountDeactivated;
import io.waggle.protocol.Id;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Removes the relations of users who have deactivated their account.
 *
 * <p>The deactivation's transaction closes the circle, so that nothing is added any more, and records the departure. After the
 * commit all relations are removed step by step, also from the lists of other users. If the process stops before the end,
 * {@link RelationSweep} continues.
 */
@Component
class Departures {

    private static final Logger log = LoggerFactory.getLogger(Departures.class);
    private static final int AT_ONCE = 100;

    private final CircleMapper circles;
    private final DepartureSteps steps;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Departures(CircleMapper circles, DepartureSteps steps, Clock clock) {
        this.circles = circles;
        this.steps = steps;
        this.clock = clock;
    }

    @EventListener
    void note(AccountDeactivated deactivated) {
        circles.close(deactivated.uid());
        circles.insertDeparture(deactivated.uid(), clock.millis());
    }

    @TransactionalEventListener
    void begin(AccountDeactivated deactivated) {
        threads.execute(() -> tryToComplete(deactivated.uid()));
    }

    void completeAll() {
        circles.findDepartures(AT_ONCE).forEach(this::tryToComplete);
    }

    @PreDestroy
    void close() {
        threads.close();
    }

    private void tryToComplete(Id uid) {
        try {
            steps.run(uid);
            circles.deleteDeparture(uid);
        } catch (DataAccessException | TransactionException failure) {
            log.warn("The relations of {} could not be removed whole; the rest goes with the next sweep", uid, failure);
        }
    }
}
