package io.waggle.system.library;

import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The TypeScript SDK, {@code clients/web/sdk}: its own tests, run by vitest against a running server, each as a test here. */
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@RequiresPrograms(
        programs = {"node", "npm"},
        install = "apt-get install nodejs npm")
class WebSdkIT {

    private final WaggleProcess waggle;

    @TempDir
    Path folder;

    WebSdkIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @BeforeAll
    static void build() throws InterruptedException {
        WebPackage.SDK.build();
    }

    @Test
    void sourcesAndTests_haveTheRightTypesAndForm() throws InterruptedException {
        WebPackage.SDK.assertSucceeds(Map.of(), "run", "check");
    }

    @TestFactory
    Stream<DynamicContainer> vitest() throws IOException, InterruptedException {
        return WebPackage.SDK.vitest(Map.of("WAGGLE_HTTP", waggle.http().toString()), folder.resolve("vitest.json"));
    }
}
