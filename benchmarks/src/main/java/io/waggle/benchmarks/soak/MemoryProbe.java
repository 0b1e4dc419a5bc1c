package io.waggle.benchmarks.soak;

import io.waggle.benchmarks.environment.Server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Measures a server's memory from outside its process. */
final class MemoryProbe {

    private static final long KILOBYTE = 1_024;

    private final Server server;
    private final Jcmd jcmd;

    MemoryProbe(Server server) {
        this.server = server;
        this.jcmd = new Jcmd(server.pid());
    }

    /** A sample with its class histogram. */
    record Reading(Sample sample, ClassHistogram histogram) {}

    /** Measures the memory of the process, then collects its heap and measures what is left. */
    Reading read(double minute, long done) throws IOException, InterruptedException {
        NativeMemory memory = NativeMemory.parse(jcmd.run("VM.native_memory", "summary"));
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status"));
        ClassHistogram histogram = ClassHistogram.parse(jcmd.run("GC.class_histogram"));
        return new Reading(
                new Sample(
                        minute,
                        histogram.bytes(),
                        memory.of("Java Heap"),
                        memory.committed(),
                        memory.of("Other"),
                        number(status, "VmRSS:") * KILOBYTE,
                        database(),
                        (int) number(status, "Threads:"),
                        files(),
                        done),
                histogram);
    }

    private long database() {
        return server.children().stream().mapToLong(MemoryProbe::resident).sum();
    }

    private static long resident(long pid) {
        try {
            return number(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")), "VmRSS:") * KILOBYTE;
        } catch (IOException gone) {
            // A child process that inspected a file and has ended since it was listed.
            return 0;
        }
    }

    private int files() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            return (int) open.count();
        }
    }

    /** Returns the number of a line such as {@code VmRSS:     847232 kB}. A process that is ending has no such line. */
    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
