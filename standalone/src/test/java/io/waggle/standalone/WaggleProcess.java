package io.waggle.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code waggle up}, or a service alone, as a process of its own. What it says goes to a file, as to a terminal. */
final class WaggleProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private WaggleProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static WaggleProcess start(Path data, Ports ports, String... more) throws IOException {
        return start(Map.of(), data, ports, more);
    }

    static WaggleProcess start(Map<String, String> environment, Path data, Ports ports, String... more)
            throws IOException {
        List<String> options = new ArrayList<>(List.of("--data", data.toString()));
        options.addAll(ports.arguments());
        options.addAll(List.of(more));
        return start(Waggle.class, environment, options);
    }

    /** Its environment is what is given here, and what this process has without settings of Waggle. */
    static WaggleProcess start(Class<?> program, Map<String, String> environment, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:+UseParallelGC",
                // For a minute's life the second compiler would take more time than it saves.
                "-XX:TieredStopAtLevel=1",
                program.getName()));
        command.addAll(options);
        Path output = Files.createTempFile("waggle-", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WAGGLE_"));
        builder.environment().putAll(environment);
        return new WaggleProcess(builder.start(), output);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits for what is said last of a start. */
    WaggleProcess awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!output().contains(" is ready ")) {
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                    .as("ended: %s", output())
                    .isFalse();
            assertThat(System.nanoTime()).as("ready in time: %s", output()).isLessThan(deadline);
        }
        return this;
    }

    int awaitExit() throws InterruptedException, IOException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES))
                .as("ends: %s", output())
                .isTrue();
        return process.exitValue();
    }

    int terminate() throws InterruptedException, IOException {
        process.destroy();
        return awaitExit();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().orTimeout(2, TimeUnit.MINUTES).join();
        Files.delete(output);
    }
}
