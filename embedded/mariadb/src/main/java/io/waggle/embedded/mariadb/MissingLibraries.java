package io.waggle.embedded.mariadb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the shared libraries that the server needs and the machine lacks, and says how to install them. */
final class MissingLibraries {

    private static final Pattern NOT_FOUND = Pattern.compile("^\\s*(\\S+) => not found", Pattern.MULTILINE);

    /** The package names in Debian and Ubuntu. */
    private static final Map<String, String> PACKAGES = Map.of(
            "libcap.so.2", "libcap2",
            "libcrypt.so.1", "libcrypt1",
            "libgcc_s.so.1", "libgcc-s1",
            "libgcrypt.so.20", "libgcrypt20",
            "libgpg-error.so.0", "libgpg-error0",
            "liblz4.so.1", "liblz4-1",
            "liblzma.so.5", "liblzma5",
            "libstdc++.so.6", "libstdc++6",
            "libsystemd.so.0", "libsystemd0",
            "libzstd.so.1", "libzstd1");

    private MissingLibraries() {}

    /** Returns empty if no library is missing, or if the machine has no {@code ldd}. */
    static Optional<String> of(Path program) {
        try {
            Process ldd = new ProcessBuilder("ldd", program.toString())
                    .redirectErrorStream(true)
                    .start();
            String report = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return explain(report);
        } catch (IOException noLdd) {
            return Optional.empty();
        }
    }

    static Optional<String> explain(String lddReport) {
        Set<String> libraries = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        NOT_FOUND.matcher(lddReport).results().map(found -> found.group(1)).forEach(library -> {
            libraries.add(library);
            packages.add(PACKAGES.getOrDefault(library, library));
        });
        return libraries.isEmpty()
                ? Optional.empty()
                : Optional.of("MariaDB lacks " + String.join(", ", libraries) + ": apt-get install "
                        + String.join(" ", packages));
    }
}
