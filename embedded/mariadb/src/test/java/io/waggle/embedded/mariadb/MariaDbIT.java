package io.waggle.embedded.mariadb;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MariaDbIT {

    @TempDir
    Path folder;

    @Test
    void start_freshFolder_isDurableAndLetsNobodyElseIn() throws Exception {
        try (MariaDb database = MariaDb.start(folder)) {
            assertThat(query(database, "select @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite, @@log_bin"))
                    .isEqualTo("1 ON 0");
            assertThat(query(database, "select @@character_set_server, @@bind_address"))
                    .isEqualTo("utf8mb4 127.0.0.1");
            assertThat(query(database, "select count(*) from mysql.user where user not in ('waggle', 'mariadb.sys')"))
                    .isEqualTo("0");
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "root", ""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void close_thenStart_keepsDataPortAndPassword() throws Exception {
        String url;
        ProcessHandle first;
        try (MariaDb database = MariaDb.start(folder)) {
            url = database.jdbcUrl();
            first = ProcessHandle.of(database.pid()).orElseThrow();
            execute(database, "create table kept (word varchar(20))");
            execute(database, "insert into kept values ('grüezi')");
        }
        assertThat(first.isAlive()).isFalse();
        try (MariaDb database = MariaDb.start(folder)) {
            assertThat(database.jdbcUrl()).isEqualTo(url);
            assertThat(query(database, "select word from kept")).isEqualTo("grüezi");
        }
    }

    @Test
    void start_starterKilled_takesOverTheRunningServerAndStopsItAtClose() throws Exception {
        Process starter = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid = pidSaidBy(starter);
        starter.destroyForcibly().waitFor();
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        try (MariaDb database = MariaDb.start(folder)) {
            assertThat(database.pid()).isEqualTo(pid);
            assertThat(query(database, "select 1")).isEqualTo("1");
        }
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void serverKilled_startsAgainOnItsPort() throws Exception {
        try (MariaDb database = MariaDb.start(folder)) {
            String url = database.jdbcUrl();
            execute(database, "create table kept (number int)");
            execute(database, "insert into kept values (7)");
            long killed = database.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            assertThat(awaitAnswer(database, "select number from kept")).isEqualTo("7");
            assertThat(database.jdbcUrl()).isEqualTo(url);
            assertThat(database.pid()).isNotEqualTo(killed);
        }
    }

    @Test
    void start_stalePidFile_isSeenThrough() throws Exception {
        try (MariaDb database = MariaDb.start(folder)) {
            execute(database, "create table kept (number int)");
        }
        // The pid of a living process that is no database: ours.
        Files.writeString(
                folder.resolve("mariadb/mariadbd.pid"),
                Long.toString(ProcessHandle.current().pid()));
        try (MariaDb database = MariaDb.start(folder)) {
            assertThat(query(database, "select count(*) from kept")).isEqualTo("0");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void start_portTakenByAStranger_movesToAnother() throws Exception {
        int port;
        try (MariaDb database = MariaDb.start(folder)) {
            port = Settings.read(folder.resolve("mariadb/server.properties")).port();
            assertThat(database.jdbcUrl()).contains(":" + port + "/");
        }
        try (var stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                MariaDb database = MariaDb.start(folder)) {
            assertThat(stranger.isBound()).isTrue();
            assertThat(database.jdbcUrl()).doesNotContain(":" + port + "/");
            assertThat(query(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void start_dataOfAnotherSeries_isRefused() throws IOException {
        Path home = Files.createDirectories(folder.resolve("mariadb"));
        Files.writeString(home.resolve("server.properties"), "version=10.6.1\nport=1\npassword=x\n");
        assertThatThrownBy(() -> MariaDb.start(folder))
                .isInstanceOf(MariaDbUnavailable.class)
                .hasMessageContaining("was written by MariaDB 10.6.1");
    }

    private static long pidSaidBy(Process starter) throws IOException {
        try (BufferedReader output = starter.inputReader(UTF_8)) {
            Optional<String> line =
                    output.lines().filter(each -> each.startsWith("pid ")).findFirst();
            return Long.parseLong(line.orElseThrow().substring(4));
        }
    }

    private static void execute(MariaDb database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first row's columns, with a space between. */
    private static String query(MariaDb database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            StringBuilder row = new StringBuilder(rows.getString(1));
            for (int i = 2; i <= rows.getMetaData().getColumnCount(); i++) {
                row.append(' ').append(rows.getString(i));
            }
            return row.toString();
        }
    }

    private static String awaitAnswer(MariaDb database, String sql) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            try {
                return query(database, sql);
            } catch (SQLException notYet) {
                assertThat(System.nanoTime()).as("the database comes back").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
    }

    private static Connection connect(MariaDb database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
