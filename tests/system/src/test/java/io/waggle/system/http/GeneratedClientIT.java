package io.waggle.system.http;

import io.waggle.system.program.NodeProgram;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A TypeScript client whose types openapi-typescript generates from the running server's description. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"node", "npm"},
        install = "apt-get install nodejs npm")
class GeneratedClientIT {

    private static final String FOLDER = "generated";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static Path packages;

    private final WaggleProcess waggle;

    @TempDir
    Path folder;

    GeneratedClientIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @BeforeAll
    static void install() throws InterruptedException {
        packages = NodeProgram.install(FOLDER).toAbsolutePath();
    }

    @BeforeEach
    void lay() throws IOException {
        Files.createSymbolicLink(folder.resolve("node_modules"), packages);
        for (String name : List.of("package.json", "tsconfig.json", "client.ts")) {
            Files.copy(NodeProgram.file(FOLDER, name), folder.resolve(name));
        }
    }

    @Test
    void client_generatedFromTheDescription_compilesStrictlyAndMakesARoundTrip() throws InterruptedException {
        run(
                bin("openapi-typescript"),
                waggle.http() + "/v3/api-docs",
                "-o",
                folder.resolve("waggle.d.ts").toString());
        run(bin("tsc"), "-p", folder.toString());

        assertThat(run(
                        "node",
                        folder.resolve("client.js").toString(),
                        waggle.http().toString()))
                .contains("round trip done");
    }

    private static String bin(String name) {
        return packages.resolve(".bin").resolve(name).toString();
    }

    private static List<String> run(String... command) throws InterruptedException {
        try (RunningProgram program = new RunningProgram(List.of(command))) {
            int code = program.awaitEnd(TIMEOUT);

            assertThat(code).as(String.join("\n", program.lines())).isZero();
            return program.lines();
        }
    }
}
