package io.waggle.media.inspect;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Semaphore;

/** So many folders as there is room for on the disk, and in which it can be worked at once. */
@Component
public class Workplaces {

    private static final int AT_ONCE = 8;
    /** Of what a crash has left behind one can tell whose it was. */
    private static final String PREFIX =
            "waggle-media-" + ProcessHandle.current().pid() + "-";

    private static final long MEGABYTE = 1 << 20;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Semaphore room;
    private final int megabytes;

    Workplaces(InspectProperties properties) {
        this.megabytes = properties.diskMegabytes();
        this.room = new Semaphore(megabytes, true);
    }

    /**
     * Waits for its turn.
     *
     * @param size of the file that is to lie there, with a copy of it
     */
    public Workplace open(long size) throws IOException {
        int needed = (int) Math.min(megabytes, 2 * size / MEGABYTE + 1);
        turns.acquireUninterruptibly();
        room.acquireUninterruptibly(needed);
        boolean opened = false;
        try {
            Workplace place = new Workplace(Files.createTempDirectory(PREFIX), () -> free(needed));
            opened = true;
            return place;
        } finally {
            if (!opened) {
                free(needed);
            }
        }
    }

    private void free(int megabytes) {
        room.release(megabytes);
        turns.release();
    }
}
