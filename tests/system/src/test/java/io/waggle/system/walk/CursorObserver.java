package io.waggle.system.walk;

import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import io.waggle.system.history.StoreReader;
import io.waggle.system.server.WaggleProcess;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads the stored cursors repeatedly, and logs those that have moved. */
final class CursorObserver {

    private static final Duration EVERY = Duration.ofMillis(500);

    private record Place(String who, String conversation) {}

    private final WaggleProcess waggle;
    private final ServerState serverState;
    private final EventFile events;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<Place, Long> deliveryCursors = new HashMap<>();
    private final Map<Place, Long> readCursorsSeen = new HashMap<>();
    private final Thread thread;
    private volatile Throwable failure = new IllegalStateException("the cursors have not been read yet");
    private volatile boolean failed;

    CursorObserver(WaggleProcess waggle, ServerState serverState, Path folder) {
        this.waggle = waggle;
        this.serverState = serverState;
        this.events = new EventFile(folder, "database");
        this.thread = Thread.ofVirtual().start(this::observe);
    }

    private void observe() {
        try {
            do {
                readCursors();
            } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException fault) {
            failure = fault;
            failed = true;
        }
    }

    private void readCursors() throws SQLException {
        try (Connection connection = waggle.connectToDatabase()) {
            StoreReader reader = new StoreReader(connection);
            for (Event.StoredCursor cursor : reader.cursors()) {
                Long before = deliveryCursors.put(new Place(cursor.device(), cursor.conversation()), cursor.ackedSeq());
                if (before == null || before != cursor.ackedSeq()) {
                    events.add(at -> cursor);
                }
            }
            for (Event.StoredRead cursor : reader.reads()) {
                Long before = readCursorsSeen.put(new Place(cursor.user(), cursor.conversation()), cursor.readSeq());
                if (before == null || before != cursor.readSeq()) {
                    events.add(at -> cursor);
                }
            }
        } catch (SQLException gone) {
            if (!serverState.explainsFailure()) {
                throw gone;
            }
        }
    }

    /** Stops. Fails if the cursors could not be read. */
    void stop() throws InterruptedException {
        closing.countDown();
        thread.join();
        events.close();
        if (failed) {
            throw new AssertionError("could not read the database", failure);
        }
    }
}
