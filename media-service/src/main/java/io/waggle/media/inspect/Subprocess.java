package io.waggle.media.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is given a file that nobody trusts: no environment of ours, little time, and an end in any case. */
final class Subprocess {

    private Subprocess() {}

    /**
     * @param exit 0: it did what it should; negative: it took too long
     * @param output what it said on standard output
     */
    record Outcome(int exit, String output) {}

    static Outcome run(List<String> command, Path folder, Duration patience) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Outcome(-1, "");
            }
            return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
