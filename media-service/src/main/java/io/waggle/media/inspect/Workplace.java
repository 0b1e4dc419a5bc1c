package io.waggle.media.inspect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one file and what is made of it, gone when it is closed. */
public record Workplace(Path folder) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Workplace.class);

    private static final String NAME = "waggle-media-";

    public static Workplace open() throws IOException {
        return new Workplace(Files.createTempDirectory(NAME));
    }

    /** Clears away what processes have left that were killed. */
    static void deleteLeft(Path temporary, Instant before) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, NAME + "*")) {
            for (Path folder : left) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    new Workplace(folder).close();
                }
            }
        }
    }

    public Path file() {
        return folder.resolve("file");
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException left) {
            log.warn("Could not delete {}", folder, left);
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
