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
@OwnWaggle(WaggleProcess.C1_COMPILER_ONLY)
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class DatabaseOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final int BEFORE = 200;

    private final WaggleProcess waggle;

    DatabaseOutageIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void databasePausedForTenSeconds_noAcknowledgedMessageIsLost() throws Exception {
        assertSurvives("paused for 10 s", () -> {
            long database = waggle.databasePid();
            waggle.signal("STOP", database);
            afterTheOutage(() -> waggle.signal("CONT", database));
        });
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void databaseKilled_noAcknowledgedMessageIsLost() throws Exception {
        assertSurvives("killed", () -> waggle.signal("KILL", waggle.databasePid()));
    }

    private void assertSurvives(String fault, Fault harm) throws Exception {
        Senders senders = new Senders(waggle, 4, 4);
        List<Phone> listeners = senders.connectListeners();
        senders.start();
        within(RECOVERY, "messages are acknowledged", () -> senders.acknowledged() >= BEFORE);

        harm.happen();
        List<Integer> counts = senders.counts();
        within(RECOVERY, "every sender gets acknowledgements again", () -> allHaveMoreThan(counts, senders.counts()));
        senders.stop();

        DurabilityCheck durability = senders.checkDurability();
        System.out.println("DatabaseOutageIT: database " + fault + ": " + durability + ", told to retry "
                + senders.retryableRefusals() + ", connections lost " + senders.lostConnections());
        assertThat(durability.found()).isEqualTo(durability.acknowledged());
        for (Phone listener : listeners) {
            assertReceivedAll(listener, senders.historyFor(listener));
        }
        listeners.forEach(Phone::close);
    }

    private static void assertReceivedAll(Phone listener, List<Entry> history) {
        within(
                RECOVERY,
                "the listener has received everything",
                () -> listener.messages().size() >= history.size());
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
