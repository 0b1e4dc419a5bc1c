package io.waggle.standalone;

import io.waggle.embedded.mariadb.MariaDb;
import io.waggle.embedded.mariadb.MariaDbUnavailable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** The database of the services: an embedded server in the data folder, or a server from the environment. */
sealed interface Database extends AutoCloseable {

    /** The database's description for a person. */
    String title();

    String url();

    String user();

    String password();

    @Override
    void close();

    static Database open(Path folder, Map<String, String> environment) throws InterruptedException {
        String url = environment.getOrDefault("WAGGLE_DB_URL", "");
        if (url.isEmpty()) {
            return Embedded.start(folder);
        }
        return External.reach(
                url,
                environment.getOrDefault("WAGGLE_DB_USER", "waggle"),
                environment.getOrDefault("WAGGLE_DB_PASSWORD", ""));
    }

    record Embedded(MariaDb server) implements Database {

        static Embedded start(Path folder) throws InterruptedException {
            try {
                return new Embedded(MariaDb.start(folder));
            } catch (MariaDbUnavailable unavailable) {
                throw new Problem(String.valueOf(unavailable.getMessage()), unavailable);
            } catch (IOException fault) {
                throw new Problem("cannot run MariaDB: " + fault.getMessage(), fault);
            }
        }

        @Override
        public String title() {
            return "MariaDB (process " + server.pid() + ")";
        }

        @Override
        public String url() {
            return server.jdbcUrl();
        }

        @Override
        public String user() {
            return server.user();
        }

        @Override
        public String password() {
            return server.password();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    record External(String url, String user, String password) implements Database {

        static External reach(String url, String user, String password) {
            if (!url.startsWith("jdbc:mysql://")) {
                throw new Problem("WAGGLE_DB_URL must look like jdbc:mysql://host:3306/waggle");
            }
            External database = new External(url, user, password);
            Properties properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("password", password);
            properties.setProperty("connectTimeout", "5000");
            properties.setProperty("allowPublicKeyRetrieval", "true");
            try (Connection connection = DriverManager.getConnection(url, properties)) {
                if (connection.isValid(5)) {
                    return database;
                }
                throw new SQLException("it does not answer within 5 seconds");
            } catch (SQLException refused) {
                String reason =
                        String.valueOf(refused.getMessage()).lines().findFirst().orElse("no reason given");
                throw new Problem(
                        "cannot use " + database.title() + " (WAGGLE_DB_URL) as " + user + ": " + reason, refused);
            }
        }

        /** Without the URL's parameters, which may contain secrets. */
        @Override
        public String title() {
            int parameters = url.indexOf('?');
            return parameters < 0 ? url : url.substring(0, parameters);
        }

        @Override
        public void close() {
            // The database is external and is not stopped.
        }
    }
}
