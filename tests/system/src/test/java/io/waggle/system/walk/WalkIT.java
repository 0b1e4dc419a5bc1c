package io.waggle.system.walk;

import io.waggle.system.history.Verdict;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thirty users with three devices each walk at random; at the end every device has everything, once and in order.
 * {@code -Dwaggle.walk.seed=…} repeats a walk, except for the timing; {@code -Dwaggle.walk.steps=…} makes it longer.
 */
@OwnWaggle({"WAGGLE_MESSAGING_STRANGERS=allow", "WAGGLE_DELIVERY_PER_CONVERSATION=200"})
@ExtendWith(WaggleExtension.class)
@Isolated("it keeps all processors busy, and checks the server's time limits")
class WalkIT {

    private static final int USERS = 30;
    private static final int STEPS = 20_000;

    private final WaggleProcess waggle;

    WalkIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Test
    void walk_atRandom_everyDeviceReceivesEverythingOnceInOrder(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        long seed = Long.getLong("waggle.walk.seed", System.nanoTime());
        int steps = Integer.getInteger("waggle.walk.steps", STEPS);
        System.out.println("WalkIT: -Dwaggle.walk.seed=" + seed + ", logs in " + folder);
        long start = System.nanoTime();

        Verdict verdict = new WalkRun(waggle, folder, USERS).run(seed, steps, () -> {});

        System.out.println("WalkIT: " + steps + " steps in "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms; " + verdict);
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    }
}
