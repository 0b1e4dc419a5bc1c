package io.waggle.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the JDK's {@code jcmd} on a running virtual machine. */
final class Jcmd {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final long pid;

    Jcmd(long pid) {
        this.pid = pid;
    }

    /** Runs a command and returns its output. */
    List<String> run(String... command) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(program)) {
            throw new IOException("no " + program + ": the soak needs a JDK, not a JRE; set JAVA_HOME");
        }
        List<String> line = new ArrayList<>(List.of(program.toString(), Long.toString(pid)));
        line.addAll(List.of(command));
        Path output = Files.createTempFile("waggle-jcmd", ".txt");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(line + " did not end within " + TIMEOUT.toSeconds() + " s");
            }
            List<String> lines = Files.readAllLines(output);
            if (process.exitValue() != 0) {
                throw new IOException(line + " failed: " + String.join("\n", lines));
            }
            return lines;
        } finally {
            Files.delete(output);
        }
    }
}
