package io.waggle.system.fault;

import io.waggle.system.client.Entry;
import io.waggle.system.client.Phone;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The database stops under load and comes back: senders are delayed or told to retry, and everything recovers without
 * intervention.
 */
@OwnWaggle(WaggleProcess.FIRST_COMPILER_ALONE)
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class DatabaseOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration HEALING = Duration.ofMinutes(2);
    private static final int BEFORE = 200;

    private final WaggleProcess waggle;

    DatabaseOutageIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void databaseStandsStillForTenSeconds_losesNothingAcknowledged() throws Exception {
        survive("standing still for 10 s", () -> {
            long database = waggle.databasePid();
            waggle.signal("STOP", database);
            afterTheOutage(() -> waggle.signal("CONT", database));
        });
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void databaseIsKilled_losesNothingAcknowledged() throws Exception {
        survive("killed", () -> waggle.signal("KILL", waggle.databasePid()));
    }

    private void survive(String fault, Fault harm) throws Exception {
        Senders crowd = new Senders(waggle, 4, 4);
        List<Phone> listeners = crowd.connectListeners();
        crowd.start();
        within(HEALING, "senders are at work", () -> crowd.acknowledged() >= BEFORE);

        harm.happen();
        List<Integer> counts = crowd.counts();
        within(HEALING, "everyone gets on afterwards", () -> allHaveMoreThan(counts, crowd.counts()));
        crowd.stop();

        DurabilityCheck durability = crowd.checkDurability();
        System.out.println("DatabaseOutageIT: database " + fault + ": " + durability + ", asked to retry "
                + crowd.retryableRefusals() + ", connections lost " + crowd.lostConnections());
        assertThat(durability.found()).isEqualTo(durability.acknowledged());
        for (Phone listener : listeners) {
            assertHeardAll(listener, crowd.historyFor(listener));
        }
        listeners.forEach(Phone::close);
    }

    private static void assertHeardAll(Phone listener, List<Entry> history) {
        within(HEALING, "all arrives", () -> listener.messages().size() >= history.size());
        assertThat(listener.messages())
                .extracting(Entry::seq)
                .isEqualTo(history.stream().map(Entry::seq).toList());
        assertThat(listener.messages()).isEqualTo(history);
        assertThat(listener.isConnected()).isTrue();
    }

    /** Requires several more messages, because the first ones may have been sent before. */
    private static boolean allHaveMoreThan(List<Integer> before, List<Integer> now) {
        return IntStream.range(0, before.size()).allMatch(i -> now.get(i) > before.get(i) + 5);
    }

    private static void afterTheOutage(Runnable end) throws Exception {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            clock.schedule(end, OUTAGE.toMillis(), TimeUnit.MILLISECONDS).get();
        }
    }

    /** Something that is done to the database. */
    @FunctionalInterface
    private interface Fault {
        void happen() throws Exception;
    }
}
