package io.waggle.embedded.mariadb;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folder of one server, and the commands that start its processes. */
record Server(Path home, Programs programs) {

    static final String USER = "waggle";
    static final String DATABASE = "waggle";

    private static final File NOTHING = new File("/dev/null");

    /**
     * Moves the server into a session of its own, so that it does not get a SIGTERM or SIGQUIT for the whole process group: it
     * must end after this process. The server ignores Ctrl-C. macOS does not have this program.
     */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    Path settingsFile() {
        return home.resolve("server.properties");
    }

    Path logFile() {
        return home.resolve("mariadbd.log");
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path pidFile() {
        return home.resolve("mariadbd.pid");
    }

    /**
     * Creates the system tables and the one user, if they do not exist. After an interruption, the next call starts again from
     * the beginning.
     */
    void install(Settings settings) throws IOException, InterruptedException {
        if (Files.exists(data())) {
            return;
        }
        Path fresh = home.resolve("data.new");
        Folders.delete(fresh);
        Files.createDirectories(fresh);
        Path script = home.resolve("install.sql");
        Files.deleteIfExists(script);
        Files.createFile(script);
        try {
            Files.writeString(script, installScript(settings));
            List<String> command = command(fresh);
            command.add("--bootstrap");
            int code = process(command).redirectInput(script.toFile()).start().waitFor();
            if (code != 0) {
                throw failure("could not create its system tables (exit code " + code + ")");
            }
        } finally {
            Files.delete(script);
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts the server; it is not ready yet. Its output goes to a file, because a pipe would break when this JVM ends. */
    ProcessHandle launch(int port) throws IOException {
        Files.deleteIfExists(pidFile());
        List<String> command = command(data());
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                // The path is relative to the data folder: an absolute path may exceed the limit of 107 bytes for a
                // socket's name.
                "--socket=mariadbd.sock",
                "--pid-file=" + pidFile(),
                "--skip-name-resolve",
                // Only processes that could also read this one's memory can listen on the loopback address, and
                // encryption slows down every query.
                "--skip-ssl",
                "--max-connections=200",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=256M",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-doublewrite=ON"));
        if (Files.isExecutable(SETSID)) {
            command.addFirst(SETSID.toString());
        }
        return process(command).redirectInput(NOTHING).start().toHandle();
    }

    /**
     * Returns the running server of this folder, left by a JVM that was killed. A pid that now belongs to another program does
     * not count.
     */
    Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        String text = Files.readString(pidFile()).strip();
        if (!text.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(text)).filter(this::isOurs);
    }

    /** Returns the failure with a one-line reason: the missing libraries, or the location of the server's log. */
    MariaDbUnavailable failure(String what) {
        return new MariaDbUnavailable(
                MissingLibraries.of(programs.server()).orElse("MariaDB " + what + ": read " + logFile()));
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private boolean isOurs(ProcessHandle process) {
        List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
        return process.isAlive() && arguments.contains("--pid-file=" + pidFile());
    }

    private List<String> command(Path data) {
        List<String> command = new ArrayList<>(List.of(
                programs.server().toString(),
                "--no-defaults",
                "--basedir=" + programs.root(),
                "--lc-messages-dir=" + programs.share(),
                "--character-sets-dir=" + programs.share().resolve("charsets"),
                "--datadir=" + data,
                "--tmpdir=" + home.resolve("tmp"),
                "--innodb-log-file-size=128M",
                "--character-set-server=utf8mb4",
                "--skip-log-bin"));
        if ("root".equals(System.getProperty("user.name"))) {
            // Without this option the server refuses to run as root.
            command.add("--user=root");
        }
        return command;
    }

    private ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    }

    private String installScript(Settings settings) throws IOException {
        return "create database mysql;\nuse mysql;\n"
                + Files.readString(programs.share().resolve("mariadb_system_tables.sql"))
                + Files.readString(programs.share().resolve("mariadb_performance_tables.sql"))
                // One line each: for the bootstrap reader, the end of a line ends the statement.
                + """

                flush privileges;
                create user '%1$s'@'127.0.0.1' identified by '%2$s';
                grant all privileges on *.* to '%1$s'@'127.0.0.1' with grant option;
                create database %3$s character set utf8mb4;
                """.formatted(USER, settings.password(), DATABASE);
    }
}
