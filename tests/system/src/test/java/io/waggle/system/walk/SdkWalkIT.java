package io.waggle.system.walk;

import io.waggle.system.history.Verdict;
import io.waggle.system.library.WebPackage;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The TypeScript SDK among plain devices and a stock client library, all of which walk at random: every device gets everything,
 * once and in order.
 */
@OwnWaggle({"WAGGLE_MESSAGING_STRANGERS=allow", WaggleProcess.C1_COMPILER_ONLY})
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@RequiresPrograms(
        programs = {"node", "npm"},
        install = "apt-get install nodejs npm")
class SdkWalkIT {

    private static final int USERS = 6;
    private static final int STEPS = 2_000;

    private final WaggleProcess waggle;

    SdkWalkIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @BeforeAll
    static void build() throws InterruptedException {
        WebPackage.SDK.build();
    }

    @Test
    void walk_withTheSdk_everyDeviceReceivesEverythingOnceInOrder(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        long seed = Long.getLong("waggle.walk.seed", System.nanoTime());
        System.out.println("SdkWalkIT: -Dwaggle.walk.seed=" + seed + ", logs in " + folder);

        Verdict verdict = new WalkRun(waggle, waggle::mqttPort, folder, USERS, WebPackage.SDK.folder())
                .run(seed, STEPS, () -> {});

        System.out.println("SdkWalkIT: " + verdict);
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    }
}
