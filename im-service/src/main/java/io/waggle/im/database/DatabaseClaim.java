package io.waggle.im.database;

import com.zaxxer.hikari.HikariDataSource;
import io.waggle.kit.CannotStart;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A lock of the database that only one im-service holds. A lane is the only writer of its conversations within one process, so
 * a second process would use the same numbers. It is refused at the start.
 *
 * <p>The lock belongs to a connection of its own, and the database frees it when that connection ends. So it is free as soon as
 * a process is killed, and half a minute after a machine has died.
 */
@Component
public class DatabaseClaim implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DatabaseClaim.class);

    /** Long enough for the end of the connection of a process that was killed a moment ago. */
    private static final int WAIT_SECONDS = 3;

    private static final int ANSWER_SECONDS = 2;

    /** Named after the database, because the names of locks are common to all databases of a server. */
    private static final String LOCK = "select get_lock(concat('waggle-im-', md5(database())), " + WAIT_SECONDS + ")";

    private static final String END_IF_SILENT = "set session wait_timeout = 30";

    private final HikariDataSource database;

    // Guarded by this.
    private @Nullable Connection holder;
    private boolean closed;
    private boolean lostToAnother;

    private volatile boolean held;

    DatabaseClaim(DataSource database) throws SQLException {
        this.database = database.unwrap(HikariDataSource.class);
    }

    /** @throws CannotStart if another process holds the lock */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            if (!claim()) {
                throw new CannotStart(
                        "another im-service uses this database, and only one may: stop it, or set another WAGGLE_DB_URL");
            }
        } catch (SQLException failed) {
            throw new CannotStart("cannot lock the database: " + failed.getMessage(), failed);
        }
    }

    /** Returns whether this process may write. It may not while it has lost the lock and not got it back. */
    public boolean isHeld() {
        return held;
    }

    /** Keeps the connection from ending. If it has ended, for example with the database, gets the lock again. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    synchronized void renew() {
        if (closed) {
            return;
        }
        boolean before = held;
        try {
            if (held && holder != null && holder.isValid(ANSWER_SECONDS)) {
                return;
            }
            held = false;
            if (claim()) {
                lostToAnother = false;
                log.info("The database connection that holds the lock of this im-service had ended; locked again");
            } else if (!lostToAnother) {
                lostToAnother = true;
                log.error(
                        "Another im-service has locked the database meanwhile; this one refuses messages: stop one of them");
            }
        } catch (SQLException away) {
            if (before) {
                log.warn(
                        "The lock of this im-service in the database is lost; messages are refused until it is locked again",
                        away);
            }
        }
    }

    @Override
    public synchronized void destroy() {
        closed = true;
        release();
    }

    private synchronized boolean claim() throws SQLException {
        release();
        Properties properties = new Properties();
        properties.putAll(database.getDataSourceProperties());
        properties.setProperty("user", database.getUsername());
        properties.setProperty("password", database.getPassword());
        Connection connection = DriverManager.getConnection(database.getJdbcUrl(), properties);
        holder = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(END_IF_SILENT);
            try (ResultSet result = statement.executeQuery(LOCK)) {
                held = result.next() && result.getInt(1) == 1;
            }
        }
        return held;
    }

    private void release() {
        held = false;
        Connection last = holder;
        holder = null;
        if (last == null) {
            return;
        }
        try {
            last.close();
        } catch (SQLException broken) {
            log.debug("The connection that held the lock was broken", broken);
        }
    }
}
