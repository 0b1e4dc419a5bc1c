package io.waggle.system.walk;

import io.waggle.system.Eventually;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;

import java.time.Duration;

/** Whether the server is being killed just now; what fails then is no failure. */
final class Health implements AutoCloseable {

    /** What was under way when the server died may take so long to notice. */
    private static final long NOTICED_MILLIS = 60_000;

    private static final Duration RESTART = Duration.ofMinutes(2);

    private final EventFile log;
    private volatile boolean down;
    private volatile long lastDownAt = Long.MIN_VALUE / 2;

    Health(EventFile log) {
        this.log = log;
    }

    void goesDown() {
        log.add(Event.Down::new);
        down = true;
        lastDownAt = System.currentTimeMillis();
    }

    void isUp() {
        log.add(Event.Up::new);
        down = false;
    }

    void awaitUp() {
        Eventually.within(RESTART, "the server is up again", () -> !down);
    }

    boolean explainsFailures() {
        return down || System.currentTimeMillis() - lastDownAt < NOTICED_MILLIS;
    }

    @Override
    public void close() {
        log.close();
    }
}
