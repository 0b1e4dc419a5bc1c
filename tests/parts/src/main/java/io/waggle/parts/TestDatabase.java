package io.waggle.parts;

import io.waggle.embedded.mariadb.Folders;
import io.waggle.embedded.mariadb.MariaDb;
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
 * The databases of all tests: MySQL 8.4 in a container if a Docker engine can be reached, otherwise the embedded MariaDB. There
 * is one server per JVM; it starts at the first use and ends with the JVM.
 */
public final class TestDatabase {

    private static final Logger log = LoggerFactory.getLogger(TestDatabase.class);
    private static final AtomicInteger count = new AtomicInteger();

    private TestDatabase() {}

    /** Creates an empty database for one test class. */
    public static Schema newSchema() {
        return Holder.SERVER.create("test_" + count.incrementAndGet());
    }

    /** A database and its login. The user may do everything, also in other databases. */
    public record Schema(String name, String jdbcUrl, String user, String password) {}

    /** A running server; {@code url} returns the JDBC URL of a database by its name. */
    private record Server(UnaryOperator<String> url, String user, String password) {

        Schema create(String name) {
            execute("create database " + name + " character set utf8mb4");
            return new Schema(name, url.apply(name), user, password);
        }

        /** Turns off waiting for the disk: these tests do not cut the power, and the tests that kill servers use others. */
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

    /** Holds the server, which starts when the first test uses this class. */
    private static final class Holder {
        static final Server SERVER = (Docker.canBeReached() ? mySql() : mariaDb()).withoutDurability();
    }

    @SuppressWarnings("resource") // Testcontainers removes the container when the JVM ends, in every case.
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
