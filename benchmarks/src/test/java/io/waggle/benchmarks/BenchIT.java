package io.waggle.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The real program, started like {@code ./waggle bench}. The test checks that figures are written, not their values. */
class BenchIT {

    private static final Path BUILT = Path.of("target");
    private static final long MINUTES_AT_MOST = 5;

    /** The settings that docs/operations.md recommends for a small heap, for the server under soak. */
    private static final String SMALL_HEAP = "-Xmx512m -XX:-UseParallelGC -XX:+UseG1GC -XX:G1PeriodicGCInterval=30000";

    @TempDir
    private Path folder;

    @Test
    void comparisons_quick_writeAllFigures() throws Exception {
        Path figures = folder.resolve("figures.csv");

        Ended ended = bench("--quick", "--figures", figures.toString());

        assertThat(ended.code).as(ended.output).isZero();
        assertThat(ended.output)
                .contains("One to one: 20 users in pairs", "Group of 30, 5 of them sending", "Waggle / bare relay: ");
        List<String> lines = Files.readAllLines(figures);
        assertThat(lines.getFirst()).isEqualTo("scenario,subject,figure,value");
        for (String scenario : List.of("one-to-one", "group")) {
            for (String subject : List.of("bare relay", "Waggle")) {
                for (String speed : List.of("full speed", "half speed")) {
                    for (String figure : List.of("messages per s", "ack p50 ms", "ack p99 ms")) {
                        assertThat(value(lines, scenario + "," + subject + " " + speed + " 1," + figure + ","))
                                .isPositive();
                    }
                }
            }
        }
    }

    @Test
    void soak_forSeconds_runsEveryActivityAndWritesAVerdict() throws Exception {
        Path figures = folder.resolve("figures.csv");
        Path table = folder.resolve("soak.txt");

        Ended ended = bench(
                "soak",
                "--minutes",
                "0.3",
                "--every",
                "6",
                "--pace",
                "4",
                "--table",
                table.toString(),
                "--figures",
                figures.toString());

        assertThat(ended.code).as(ended.output).isZero();
        assertThat(Files.readString(table))
                .contains("live heap")
                .contains("at rest, all connections closed:")
                .contains("classes that grew in the second half:")
                .contains("heap after collection, second half:")
                .doesNotContain("did not answer as it should");
        List<String> lines = Files.readAllLines(figures);
        assertThat(value(lines, "soak,Waggle,live heap at last MB,")).isPositive();
        assertThat(lines.stream().filter(line -> line.endsWith(",actions,0.000")))
                .isEmpty();
        assertThat(lines.stream().filter(line -> line.contains(",actions,"))).hasSizeGreaterThan(20);
    }

    @Test
    void bench_help_namesScenariosAndOptions() throws Exception {
        Ended ended = bench("--help");

        assertThat(ended.code).isZero();
        assertThat(ended.output)
                .contains("one-to-one", "group", "soak", "--quick", "--figures", "--minutes", "--table");
    }

    @Test
    void bench_unknownScenario_listsTheScenarios() throws Exception {
        Ended ended = bench("marathon");

        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.output)
                .contains("waggle bench: unknown scenario or option marathon; scenarios: one-to-one, group, soak");
    }

    private static double value(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no figure " + start + " in " + lines));
    }

    private record Ended(int code, String output) {}

    private Ended bench(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx512m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                jar(BUILT, "benchmarks-*.jar") + ":" + jar(BUILT.resolve("lib"), "standalone-*.jar") + ":"
                        + BUILT.resolve("lib").toAbsolutePath() + "/*",
                Bench.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // The program and its servers run for a minute only, so the second just-in-time compiler takes more time than
        // it saves.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        builder.environment().put("WAGGLE_JAVA_OPTS", SMALL_HEAP);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES))
                    .as("the benchmark ends; its output so far:\n" + Files.readString(output))
                    .isTrue();
        } finally {
            process.destroy();
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private static Path jar(Path folder, String name) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, name)) {
            return jars.iterator().next().toAbsolutePath();
        }
    }
}
