package io.waggle.system.library;

import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

/** The web app, {@code clients/web/app}: two people in Chromium use the built app, each of its tests as a test here. */
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@RequiresPrograms(
        programs = {"node", "npm", "chromium"},
        install = "apt-get install nodejs npm chromium")
class WebAppIT {

    private final WaggleProcess waggle;

    @TempDir
    Path folder;

    WebAppIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @BeforeAll
    static void build() throws InterruptedException {
        WebPackage.APP.build();
    }

    /** The server serves the built app itself, so the app is tested under the policy that it has there. */
    @BeforeEach
    void publish() throws IOException {
        WebPackage.APP.copyBuilt(waggle.web());
    }

    @Test
    void sourcesAndTests_haveTheRightTypesAndForm() throws InterruptedException {
        WebPackage.APP.assertSucceeds(Map.of(), "run", "check");
    }

    @TestFactory
    Stream<DynamicContainer> vitest() throws IOException, InterruptedException {
        return WebPackage.APP.vitest(
                Map.of(
                        "WAGGLE_HTTP", waggle.http().toString(),
                        "WAGGLE_WEB", waggle.web().toString(),
                        "CHROMIUM", Browser.chromium()),
                folder.resolve("vitest.json"));
    }
}
