package io.waggle.system.walk;

import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;

/** Whether the server is being killed just now; what fails then is no failure. */
final class Health implements AutoCloseable {

    /** What was under way when the server died may take so long to notice, and one that has just started so long to be warm. */
    private static final long NOTICED_MILLIS = 60_000;

    private final EventFile log;

    // Guarded by this.
    private boolean serverDown;
    private boolean down;
    private long lastUpAt = Long.MIN_VALUE / 2;

    Health(EventFile log) {
        this.log = log;
    }

    /** @param server whether it goes down itself, or its database alone */
    synchronized void goesDown(boolean server) {
        log.add(Event.Down::new);
        log.flush();
        down = true;
        serverDown = server;
    }

    synchronized void isUp() {
        log.add(Event.Up::new);
        log.flush();
        serverDown = false;
        down = false;
        lastUpAt = System.currentTimeMillis();
        notifyAll();
    }

    /** Until all is well. */
    synchronized void awaitUp() throws InterruptedException {
        while (down) {
            wait();
        }
    }

    /** Until there is somebody to ask, though it may have no answer. */
    synchronized void awaitServer() throws InterruptedException {
        while (serverDown) {
            wait();
        }
    }

    synchronized boolean explainsFailures() {
        return down || System.currentTimeMillis() - lastUpAt < NOTICED_MILLIS;
    }

    @Override
    public void close() {
        log.close();
    }
}
