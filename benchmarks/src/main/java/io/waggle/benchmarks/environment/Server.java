package io.waggle.benchmarks.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a separate process. Its processor time includes its child processes. */
public final class Server implements AutoCloseable {

    static final String READY = "ready for the benchmark";

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final double TICKS_PER_SECOND = 100;
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final int UTIME = 11;
    private static final int STIME = 12;

    private final Process process;

    private Server(Process process) {
        this.process = process;
    }

    /** Starts a main class from this class path and returns when it has reported that it is ready. */
    static Server start(
            Path logFile,
            Map<String, String> environment,
            String ready,
            List<String> javaOptions,
            String mainClass,
            String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        Files.createDirectories(logFile.getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(logFile.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop " + mainClass));
        awaitReady(process, logFile, ready);
        return new Server(process);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the child processes: the database. */
    public List<Long> children() {
        return process.descendants().map(ProcessHandle::pid).toList();
    }

    /** Returns the processor time so far. */
    public Cpu cpu() {
        return new Cpu(seconds(Stream.of(process.toHandle())), seconds(process.descendants()));
    }

    /**
     * Processor seconds.
     *
     * @param children those of the child processes: the database
     */
    public record Cpu(double itself, double children) {

        public Cpu since(Cpu before) {
            return new Cpu(itself - before.itself, children - before.children);
        }

        public double total() {
            return itself + children;
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!hasEnded()) {
            process.destroyForcibly();
        }
    }

    private static void awaitReady(Process process, Path logFile, String ready)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + START.toNanos();
        while (!Files.readString(logFile).contains(ready)) {
            if (process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the server ended before it was ready:\n" + Files.readString(logFile));
            }
            if (System.nanoTime() > giveUp) {
                process.destroyForcibly();
                throw new IOException("the server did not print \"" + ready + "\" within " + START.toSeconds() + " s:\n"
                        + Files.readString(logFile));
            }
        }
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static double seconds(Stream<ProcessHandle> processes) {
        return processes.mapToLong(handle -> ticks(handle.pid())).sum() / TICKS_PER_SECOND;
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name in parentheses may contain spaces; the fields after it do not.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        } catch (IOException ended) {
            return 0;
        }
    }
}
