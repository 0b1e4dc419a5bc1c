package io.waggle.system.walk;

import io.waggle.system.history.Verdict;
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
import java.util.Random;
import java.util.random.RandomGenerator;

import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * While devices walk at random, the server, its database, or both are killed repeatedly, each time while a device recalls,
 * edits, pins or reacts. No acknowledged message or change is lost, only deliveries whose acknowledgement could not be stored
 * are repeated, and entries that were not published arrive within seconds.
 */
@OwnWaggle({"WAGGLE_MESSAGING_STRANGERS=allow", "WAGGLE_DELIVERY_PER_CONVERSATION=200", WaggleProcess.C1_COMPILER_ONLY})
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class KillWalkIT {

    private static final int USERS = 10;
    private static final int STEPS = 4_000;
    private static final int KILLS = 10;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final WaggleProcess waggle;

    KillWalkIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Test
    void walk_serverKilledRepeatedly_losesAndRepeatsNothing(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        long seed = Long.getLong("waggle.walk.seed", System.nanoTime());
        int steps = Integer.getInteger("waggle.walk.steps", STEPS);
        System.out.println("KillWalkIT: -Dwaggle.walk.seed=" + seed + ", logs in " + folder);
        WalkRun walk = new WalkRun(waggle, folder, USERS);

        Verdict verdict = walk.run(seed, steps, () -> killAll(walk, new Random(seed), steps));

        System.out.println("KillWalkIT: " + verdict);
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    }

    private void killAll(WalkRun walk, RandomGenerator random, int steps) {
        int between = steps / (KILLS + 2);
        for (int kill = 0; kill < KILLS; kill++) {
            long moment = walk.stepCounter().steps() + random.nextInt(between / 2, between);
            within(
                    TIMEOUT,
                    "devices take more steps, and change a message, before kill " + kill,
                    () -> walk.stepCounter().steps() >= moment && walk.isChanging());
            System.out.println(
                    "KillWalkIT: kill " + kill + " after " + walk.stepCounter().steps() + " steps");
            ServerState serverState = walk.serverState();
            switch (kill % 3) {
                case 0 -> {
                    serverState.markDown(true);
                    waggle.kill9();
                    waggle.restart();
                }
                case 1 -> {
                    serverState.markDown(false);
                    killDatabase();
                }
                default -> {
                    serverState.markDown(true);
                    waggle.kill9WithDatabase();
                    waggle.restart();
                }
            }
            serverState.markUp();
        }
    }

    /** Kills the database. The server starts it again. */
    private void killDatabase() {
        long before = waggle.databasePid();
        waggle.signal("KILL", before);
        within(TIMEOUT, "another database runs", () -> ProcessHandle.of(before).isEmpty() && waggle.isHealthy());
    }
}
