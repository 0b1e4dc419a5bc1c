package io.waggle.kit.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Checks that the database answers within two seconds. */
final class DatabasePing implements BooleanSupplier {

    private static final int PATIENCE_SECONDS = 2;

    private final DataSource database;

    DatabasePing(DataSource database) {
        this.database = database;
    }

    /** Runs on a thread of its own, because the connection pool may block for longer than the caller waits. */
    @Override
    public boolean getAsBoolean() {
        FutureTask<Boolean> ping = new FutureTask<>(this::ping);
        Thread.ofVirtual().name("health").start(ping);
        try {
            return ping.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException noAnswer) {
            ping.cancel(true);
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean ping() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        }
    }
}
