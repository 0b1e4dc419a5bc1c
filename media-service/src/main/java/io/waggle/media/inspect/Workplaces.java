package io.waggle.media.inspect;

import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Semaphore;

/** Creates workplaces, limited by the disk space that they may use. */
@Component
public class Workplaces {

    static final String NAME = "waggle-media-";

    /** The prefix names this process, so that the owner of a left folder is known. */
    private static final String OURS = NAME + ProcessHandle.current().pid() + "-";

    private static final long MEGABYTE = 1 << 20;

    private final Semaphore room;
    private final int megabytes;

    Workplaces(InspectProperties properties) {
        this.megabytes = properties.diskMegabytes();
        this.room = new Semaphore(megabytes, true);
    }

    /**
     * Waits for disk space.
     *
     * @param size the size of the file that will be stored there together with a copy
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
