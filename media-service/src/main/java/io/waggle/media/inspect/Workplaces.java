package io.waggle.media.inspect;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** As many folders as there is room for on the disk. */
@Component
public class Workplaces {

    static final String NAME = "waggle-media-";

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final long MEGABYTE = 1 << 20;

    private final Semaphore room;
    private final int megabytes;

    Workplaces(InspectProperties properties) {
        this.megabytes = properties.diskMegabytes();
        this.room = new Semaphore(megabytes, true);
    }

    /**
     * Waits for room.
     *
     * @param size of the file that is to lie there, with a copy of it
     * @throws Refused if it takes too long
     */
    public Workplace open(long size) throws IOException {
        int needed = (int) Math.min(megabytes, 2 * size / MEGABYTE + 1);
        acquire(needed);
        boolean opened = false;
        try {
            Workplace place = new Workplace(Files.createTempDirectory(NAME), () -> room.release(needed));
            opened = true;
            return place;
        } finally {
            if (!opened) {
                room.release(needed);
            }
        }
    }

    private void acquire(int needed) {
        try {
            if (!room.tryAcquire(needed, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refused(ErrorCode.OVERLOADED);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
    }
}
