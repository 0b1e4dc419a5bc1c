package io.waggle.system.library;

import io.waggle.system.client.Api;
import io.waggle.system.program.NodeProgram;
import io.waggle.system.program.RunningProgram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** A package of {@code clients/web}: it is built once for all tests, and its own tests are run by vitest. */
final class WebPackage {

    private static final Path WEB = ClientsPage.DOCS.resolveSibling("clients").resolve("web");
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    static final WebPackage SDK = new WebPackage("sdk", null);
    static final WebPackage APP = new WebPackage("app", SDK);

    private final Path folder;
    private final @Nullable WebPackage needed;
    private boolean built;

    private WebPackage(String name, @Nullable WebPackage needed) {
        folder = WEB.resolve(name);
        this.needed = needed;
    }

    Path folder() {
        return folder;
    }

    /** Builds what the package needs, and then the package itself. */
    void build() throws InterruptedException {
        // One lock for all packages, since they share node_modules.
        synchronized (WebPackage.class) {
            if (built) {
                return;
            }
            if (needed == null) {
                NodeProgram.install(WEB);
            } else {
                needed.build();
            }
            assertSucceeds(Map.of(), "run", "build");
            built = true;
        }
    }

    /** Fails with what the command has printed, unless it succeeds. */
    void assertSucceeds(Map<String, String> environment, String... arguments) throws InterruptedException {
        Outcome outcome = npm(environment, arguments);

        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    /** Copies what was built for browsers. */
    void copyBuilt(Path target) throws IOException {
        Path built = folder.resolve("dist");
        try (Stream<Path> files = Files.walk(built)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(built.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Runs vitest, and returns each of its tests as one of JUnit's. */
    Stream<DynamicContainer> vitest(Map<String, String> environment, Path results)
            throws IOException, InterruptedException {
        Outcome outcome = npm(environment, "exec", "--", "vitest", "run", "--reporter=json", "--outputFile=" + results);
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
                Stream.of(run), elements(report.path("testResults")).map(WebPackage::file));
    }

    private static DynamicContainer file(JsonNode file) {
        String name = Path.of(file.path("name").asString()).getFileName().toString();
        return DynamicContainer.dynamicContainer(
                name, elements(file.path("assertionResults")).map(WebPackage::test));
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

    private Outcome npm(Map<String, String> environment, String... arguments) throws InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("npm"), Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
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
