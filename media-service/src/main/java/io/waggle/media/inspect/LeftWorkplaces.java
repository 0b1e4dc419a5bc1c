package io.waggle.media.inspect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Removes the folders of processes that were killed during an inspection; each may hold some hundred megabytes. */
@Component
class LeftWorkplaces {

    private static final Logger log = LoggerFactory.getLogger(LeftWorkplaces.class);

    /** Longer than any inspection by any process of this machine. */
    private static final Duration OLD = Duration.ofHours(2);

    private final Clock clock;

    LeftWorkplaces(Clock clock) {
        this.clock = clock;
    }

    @Scheduled(fixedRate = 2, timeUnit = TimeUnit.HOURS)
    void clear() {
        try {
            clear(Path.of(System.getProperty("java.io.tmpdir")), clock.instant().minus(OLD));
        } catch (IOException unreadable) {
            log.warn("The inspection folders of ended processes could not be removed", unreadable);
        }
    }

    static void clear(Path temporary, Instant before) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, Workplaces.NAME + "*")) {
            for (Path folder : left) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    Workplace.delete(folder);
                }
            }
        }
    }
}
