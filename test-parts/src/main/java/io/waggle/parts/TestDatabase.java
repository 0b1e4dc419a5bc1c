package io.waggle.parts;

import io.waggle.embedded.Folders;
import io.waggle.embedded.MariaDb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.mysql.MySQLContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The one place where tests get a database from: MySQL 8.4 in a container where a Docker engine can be reached, otherwise
 * the embedded MariaDB. One server per JVM, started with the first use and gone with the JVM.
 */
public final class TestDatabase {

    private static final Logger log = LoggerFactory.getLogger(TestDatabase.class);
    private static final AtomicInteger count = new AtomicInteger();

    private TestDatabase() {}

    /** An empty database of its own for one test class. */
    public static Schema newSchema() {
        return Holder.SERVER.create("test_" + count.incrementAndGet());
    }

    /** A database and how to log in to it. The user may do everything, other databases included. */
    public record Schema(String name, String jdbcUrl, String user, String password) {}

    /** A running server; {@code url} gives the JDBC URL of a database by its name. */
    private record Server(UnaryOperator<String> url, String user, String password) {

        Schema create(String name) {
            execute("create database " + name + " character set utf8mb4");
            return new Schema(name, url.apply(name), user, password);
        }

        /** It is not to wait for the disk: no test here cuts the power, and those that kill servers have others. */
        Server withoutDurability() {
            execute("set global innodb_flush_log_at_trx_commit = 0");
            return this;
        }

        private void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(url.apply(""), user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException fault) {
                throw new IllegalStateException("the test database does not answer", fault);
            }
        }
    }

    /** Loaded, and with it the server started, when the first test asks. */
    private static final class Holder {
        static final Server SERVER = (Docker.canBeReached() ? mySql() : mariaDb()).withoutDurability();
    }

    @SuppressWarnings("resource") // Testcontainers removes the container when the JVM ends, however it ends.
    private static Server mySql() {
        log.info("Tests use MySQL 8.4 in Docker");
        MySQLContainer container = new MySQLContainer("mysql:8.4").withUsername("root");
        container.start();
        return new Server(
                name -> "jdbc:mysql://" + container.getHost() + ":" + container.getMappedPort(MySQLContainer.MYSQL_PORT)
                        + "/" + name + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                "root",
                container.getPassword());
    }

    private static Server mariaDb() {
        log.info("Tests use the embedded MariaDB, since no Docker engine can be reached");
        try {
            Path folder = Files.createTempDirectory("waggle-test-database-");
            MariaDb database = MariaDb.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(database, folder)));
            return new Server(database::jdbcUrl, database.user(), database.password());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the test database started", interrupted);
        }
    }

    private static void remove(MariaDb database, Path folder) {
        database.close();
        try {
            Folders.delete(folder);
        } catch (IOException left) {
            log.warn("Could not delete {}", folder, left);
        }
    }
}
