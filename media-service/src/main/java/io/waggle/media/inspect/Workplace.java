package io.waggle.media.inspect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for one file and its derived files. It is deleted when it is closed.
 *
 * @param free called after the folder is deleted
 */
public record Workplace(Path folder, Runnable free) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Workplace.class);

    public Path file() {
        return folder.resolve("file");
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException left) {
            log.warn("Could not delete {}", folder, left);
        } finally {
            free.run();
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
