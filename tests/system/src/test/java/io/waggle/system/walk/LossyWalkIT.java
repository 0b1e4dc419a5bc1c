package io.waggle.system.walk;

import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import io.waggle.system.history.Verdict;
import io.waggle.system.network.LossyProxy;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Devices walk at random on a network with a round trip of 300 ms and a loss of one packet in twenty: every device gets
 * everything, once and in order.
 */
@OwnWaggle({"WAGGLE_MESSAGING_STRANGERS=allow", "WAGGLE_DELIVERY_PER_CONVERSATION=200", WaggleProcess.C1_COMPILER_ONLY})
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class LossyWalkIT {

    private static final Duration DELAY = Duration.ofMillis(150);
    private static final double LOSS = 0.05;
    private static final int USERS = 10;
    private static final int STEPS = 2_000;

    private final WaggleProcess waggle;

    LossyWalkIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Test
    void walk_onALossyNetwork_everyDeviceReceivesEverythingOnceInOrder(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        long seed = Long.getLong("waggle.walk.seed", System.nanoTime());
        System.out.println("LossyWalkIT: -Dwaggle.walk.seed=" + seed + ", logs in " + folder);
        try (LossyProxy proxy = new LossyProxy(waggle, DELAY, LOSS);
                EventFile network = new EventFile(folder, "way")) {
            network.add(Event.LossyNetwork::new);
            network.flush();
            Verdict verdict = new WalkRun(waggle, proxy, folder, USERS).run(seed, STEPS, () -> {});

            System.out.println("LossyWalkIT: " + verdict);
            assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        }
    }
}
