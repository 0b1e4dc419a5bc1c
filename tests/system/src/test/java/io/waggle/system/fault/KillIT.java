package io.waggle.system.fault;

import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The process is killed repeatedly while senders run, in every second round together with the database: all acknowledged
 * messages are stored afterwards. {@code -Dwaggle.seed=…} repeats the moments of a run, except for the timing of the machine.
 */
@OwnWaggle(WaggleProcess.C1_COMPILER_ONLY)
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class KillIT {

    private static final int ROUNDS = 6;
    private static final int FEWEST = 50;
    private static final int MOST = 600;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final WaggleProcess waggle;

    KillIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Test
    void kill9_whileSendersRun_noAcknowledgedMessageIsLost() throws Exception {
        long seed = Long.getLong("waggle.seed", System.nanoTime());
        System.out.println("KillIT: -Dwaggle.seed=" + seed);
        RandomGenerator random = new Random(seed);
        List<Duration> restarts = new ArrayList<>();
        Senders senders = new Senders(waggle, 6, 6);
        senders.start();
        for (int round = 0; round < ROUNDS; round++) {
            int moment = senders.acknowledged() + random.nextInt(FEWEST, MOST);
            within(TIMEOUT, "senders make progress in round " + round, () -> senders.acknowledged() >= moment);
            if (round % 2 == 0) {
                waggle.kill9();
            } else {
                waggle.kill9WithDatabase();
            }
            restarts.add(waggle.restart());
        }
        senders.stop();

        DurabilityCheck durability = senders.checkDurability();

        System.out.println("KillIT: " + durability + "; killed " + ROUNDS + " times, connections lost "
                + senders.lostConnections() + ", restarts in ms "
                + restarts.stream().map(Duration::toMillis).toList());
        assertThat(durability.found()).isEqualTo(durability.acknowledged());
    }
}
