package io.waggle.media.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program on an untrusted file: without this process's environment, with a time limit, and always ends it. */
final class Subprocess {

    private static final int OUTPUT_BYTES = 65_536;

    private Subprocess() {}

    /**
     * @param exit 0 for success; negative if it took too long
     * @param output its standard output, or the beginning of it
     */
    record Outcome(int exit, String output) {}

    /**
     * The limits for a program that does not limit itself.
     *
     * @param megabytes of address space
     * @param fileBytes the maximum size of each file that it writes
     */
    record Limits(Duration patience, int megabytes, long fileBytes) {

        /** The kernel enforces these limits. macOS has no limit on address space; the other limits still apply there. */
        private static final String CONFINED =
                "ulimit -v $1 2>/dev/null; ulimit -t $2; ulimit -f $3; ulimit -c 0; shift 3; exec \"$@\"";

        List<String> around(List<String> command) {
            List<String> confined = List.of(
                    "/bin/sh",
                    "-c",
                    CONFINED,
                    "sh",
                    Long.toString(megabytes * 1_024L),
                    Long.toString(patience.toSeconds() + 1),
                    Long.toString(fileBytes / 512 + 1));
            return Stream.concat(confined.stream(), command.stream()).toList();
        }
    }

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
            return new Outcome(process.exitValue(), beginningOf(output));
        } finally {
            // End its child processes too.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static String beginningOf(Path output) throws IOException {
        try (InputStream in = Files.newInputStream(output)) {
            return new String(in.readNBytes(OUTPUT_BYTES), StandardCharsets.UTF_8);
        }
    }
}
