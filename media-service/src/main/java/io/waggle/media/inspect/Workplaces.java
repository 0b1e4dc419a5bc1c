package io.waggle.media.inspect;

import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Semaphore;

/** As many folders as there is room for on the disk. */
@Component
public class Workplaces {

    static final String NAME = "waggle-media-";

    /** Of what is left one can tell whose it was. */
    private static final String OURS = NAME + ProcessHandle.current().pid() + "-";

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
        Waiting.acquire(room, needed, Waiting.PATIENCE);
        boolean opened = false;
        try {
            Workplace place = new Workplace(Files.createTempDirectory(OURS), () -> room.release(needed));
            opened = true;
            return place;
        } finally {
            if (!opened) {
                room.release(needed);
            }
        }
    }
}
