package io.waggle.system.program;

import io.waggle.system.time.Eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import static io.waggle.system.time.Eventually.within;

/** A running program: the test writes lines to its input and collects the lines of its output. */
public final class RunningProgram implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Writer toProgram;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    public RunningProgram(List<String> command) {
        this(command.getFirst(), new ProcessBuilder(command));
    }

    public RunningProgram(String name, ProcessBuilder program) {
        this.name = name;
        try {
            process = program.redirectErrorStream(true).start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + program.command(), failure);
        }
        toProgram = process.outputWriter(StandardCharsets.UTF_8);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        reader = Thread.ofVirtual().start(() -> output.lines().forEach(this::add));
    }

    /** Waits for a line that matches, and returns it. */
    public String await(String what, Predicate<String> wanted) {
        return await(Eventually.TIMEOUT, what, wanted);
    }

    public String await(Duration timeout, String what, Predicate<String> wanted) {
        within(
                timeout,
                name + " prints " + what + "; its output: " + lines(),
                () -> lines().stream().anyMatch(wanted));
        return lines().stream().filter(wanted).findFirst().orElseThrow();
    }

    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    public void writeLine(String line) {
        try {
            toProgram.write(line + "\n");
            toProgram.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(name + " has ended: " + lines(), gone);
        }
    }

    /** Waits until the program ends by itself and returns its exit code. */
    public int awaitEnd(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not end; its output: " + lines());
        }
        reader.join();
        return process.exitValue();
    }

    /** Asks the program to end, and kills it if it does not; returns whether it was killed. */
    public boolean stopOrKill(Duration timeout) throws InterruptedException {
        process.toHandle().destroy();
        boolean stuck = !process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS);
        if (stuck) {
            process.toHandle().destroyForcibly();
        }
        awaitEnd(timeout);
        return stuck;
    }

    @Override
    public void close() {
        // Not process.destroy(), which would close the pipe while it is still being read.
        process.toHandle().destroy();
        process.onExit().join();
    }

    private void add(String line) {
        synchronized (lines) {
            lines.add(line);
        }
    }
}
