package io.waggle.embedded.mariadb;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ProgramsIT {

    @TempDir
    Path folder;

    @Test
    void unpack_twoAtOnce_leavesOneWholeFolder() throws Exception {
        Callable<Programs> unpack = () -> Programs.unpackInto(folder);
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<Programs> each : threads.invokeAll(List.of(unpack, unpack))) {
                assertThat(each.get().server()).isExecutable();
            }
        }
        try (Stream<Path> content = Files.list(folder)) {
            assertThat(content).containsExactly(folder.resolve("mariadb-" + Programs.VERSION));
        }
    }

    @Test
    void unpack_truncatedByACrash_unpacksAgain() throws Exception {
        Programs programs = Programs.unpackInto(folder);
        long size = Files.size(programs.server());
        Files.writeString(programs.server(), "half");
        Programs.unpackInto(folder);
        assertThat(Files.size(programs.server())).isEqualTo(size);
    }

    @Test
    void unpack_userWithoutHome_usesTheFallback() throws Exception {
        Path fallback = folder.resolve("fallback");
        Programs programs = Programs.unpack(Map.of("HOME", "/proc/nowhere"), fallback);
        assertThat(programs.server()).startsWith(fallback);
    }
}
