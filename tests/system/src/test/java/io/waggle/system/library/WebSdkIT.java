package io.waggle.system.library;

import io.waggle.system.client.Api;
import io.waggle.system.program.NodeProgram;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** The TypeScript SDK, {@code clients/web/sdk}: its own tests, run by vitest against a running server, each as a test here. */
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@RequiresPrograms(
        programs = {"node", "npm"},
        install = "apt-get install nodejs npm")
class WebSdkIT {

    private static final Path WEB = ClientsPage.DOCS.resolveSibling("clients").resolve("web");
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final WaggleProcess waggle;

    @TempDir
    Path folder;

    WebSdkIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    /** Generates the sources from the {@code .proto} files and the error registry, and compiles. */
    @BeforeAll
    static void build() throws InterruptedException {
        NodeProgram.install(WEB);
        Outcome outcome = npm(Map.of(), "run", "build");

        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    @Test
    void sourcesAndTests_haveTheRightTypesAndForm() throws InterruptedException {
        Outcome outcome = npm(Map.of(), "run", "check");

        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    @TestFactory
    Stream<DynamicContainer> vitest() throws IOException, InterruptedException {
        Path results = folder.resolve("vitest.json");
        Outcome outcome = npm(
                Map.of("WAGGLE_HTTP", waggle.http().toString()),
                "exec",
                "--",
                "vitest",
                "run",
                "--reporter=json",
                "--outputFile=" + results);
        assertThat(results).as(outcome.output()).exists();

        JsonNode report = Api.JSON.readTree(Files.readString(results));
        assertThat(report.path("numTotalTests").asInt()).as(outcome.output()).isPositive();
        // An error outside of all tests fails the run, but no test.
        DynamicContainer run = DynamicContainer.dynamicContainer(
                "vitest",
                Stream.of(DynamicTest.dynamicTest(
                        "run_succeeds",
                        () -> assertThat(outcome.code()).as(outcome.output()).isZero())));
        return Stream.concat(
                Stream.of(run), elements(report.path("testResults")).map(WebSdkIT::file));
    }

    private static DynamicContainer file(JsonNode file) {
        String name = Path.of(file.path("name").asString()).getFileName().toString();
        return DynamicContainer.dynamicContainer(
                name, elements(file.path("assertionResults")).map(WebSdkIT::test));
    }

    private static DynamicTest test(JsonNode test) {
        return DynamicTest.dynamicTest(
                test.path("fullName").asString(),
                () -> assertThat(test.path("status").asString())
                        .as(elements(test.path("failureMessages"))
                                .map(JsonNode::asString)
                                .collect(Collectors.joining("\n")))
                        .isEqualTo("passed"));
    }

    private record Outcome(int code, String output) {}

    private static Outcome npm(Map<String, String> environment, String... arguments) throws InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("npm"), Stream.of(arguments)).toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(WEB.resolve("sdk").toFile());
        builder.environment().putAll(environment);
        try (RunningProgram program = new RunningProgram("npm", builder)) {
            int code = program.awaitEnd(TIMEOUT);
            return new Outcome(code, String.join("\n", program.lines()));
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
