package io.waggle.system.walk;

import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;

/** Records when the server is being killed; failures during that time do not count. */
final class ServerState implements AutoCloseable {

    /** The time for clients to notice that the server died, and for a started server to warm up. */
    private static final long NOTICED_MILLIS = 60_000;

    private final EventFile events;

    // Guarded by this.
    private boolean serverDown;
    private boolean down;
    private long lastUpAt = Long.MIN_VALUE / 2;

    ServerState(EventFile events) {
        this.events = events;
    }

    /** @param server true if the server itself is killed, false if only its database is */
    synchronized void markDown(boolean server) {
        events.add(Event.Down::new);
        events.flush();
        down = true;
        serverDown = server;
    }

    synchronized void markUp() {
        events.add(Event.Up::new);
        events.flush();
        serverDown = false;
        down = false;
        lastUpAt = System.currentTimeMillis();
        notifyAll();
    }

    /** Waits until the server and its database are up. */
    synchronized void awaitUp() throws InterruptedException {
        while (down) {
            wait();
        }
    }

    /** Waits until the server is up; it may refuse requests because of its database. */
    synchronized void awaitServer() throws InterruptedException {
        while (serverDown) {
            wait();
        }
    }

    synchronized boolean explainsFailure() {
        return down || System.currentTimeMillis() - lastUpAt < NOTICED_MILLIS;
    }

    @Override
    public void close() {
        events.close();
    }
}
