package io.waggle.system.server;

import io.waggle.parts.FreePort;
import io.waggle.system.client.Api;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import static io.waggle.system.time.Eventually.happens;
import static io.waggle.system.time.Eventually.within;

/** The whole of Waggle in a separate process, started like {@code ./waggle up}, on free ports and with fresh data. */
public final class WaggleProcess implements AutoCloseable {

    public static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();
    public static final String HOST = ADDRESS.getHostAddress();

    /**
     * Turns off the second just-in-time compiler: for a server that runs for only a minute, it takes more time than it saves.
     */
    public static final String C1_COMPILER_ONLY = "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1";

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final int LOG_LINES_SHOWN = 200;

    /** Makes password hashes cheap. */
    private static final String CHEAP_HASHES = "WAGGLE_ACCOUNTS_BCRYPT_STRENGTH=4";

    /** Lets tests send as many messages at once as they need. */
    private static final String ANY_RATE = "WAGGLE_MESSAGES_RATE_PER_SECOND=0";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> settings;
    private final Path data;
    private final Path web;
    private final Path logFile;
    private final int httpPort = FreePort.next();
    private final int mqttPort = FreePort.next();
    private final int wsPort = FreePort.next();
    private final int s3Port = FreePort.next();
    private Process process;

    private WaggleProcess(Path data, List<String> settings) {
        this.settings = settings;
        this.data = data;
        this.web = emptyWebFolder(data);
        this.logFile = data.resolveSibling(data.getFileName() + ".log");
        this.process = launch();
        // If the tests are interrupted, the process is ended too.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroy(), "stop waggle"));
        awaitReady();
    }

    /**
     * Starts Waggle and waits until it serves.
     *
     * @param settings of its environment, such as {@code WAGGLE_X=y}
     */
    public static WaggleProcess start(String... settings) {
        try {
            return new WaggleProcess(Files.createTempDirectory("waggle-system-tests-"), List.of(settings));
        } catch (IOException failure) {
            throw new IllegalStateException("no folder for data", failure);
        }
    }

    public Api api() {
        return new Api(http());
    }

    public int mqttPort() {
        return mqttPort;
    }

    public URI http() {
        return URI.create("http://" + HOST + ":" + httpPort);
    }

    public int wsPort() {
        return wsPort;
    }

    /** The folder that is served at {@code /}. It has an empty page until a test puts a web app there. */
    public Path web() {
        return web;
    }

    /** MQTT over WebSocket. */
    public String ws() {
        return ws(wsPort);
    }

    public static String ws(int port) {
        return "ws://" + HOST + ":" + port + "/mqtt";
    }

    /** Kills the process as kill -9 does; the database continues. */
    public void kill9() {
        signal("KILL", process.pid());
        process.onExit().join();
    }

    /** Kills the process and the database at the same moment, much like a power cut. */
    public void kill9WithDatabase() {
        signal("KILL", databasePid(), process.pid());
        process.onExit().join();
    }

    /** Starts it again on the same data and ports, and waits until it serves. */
    public Duration restart() {
        long before = System.nanoTime();
        process = launch();
        awaitReady();
        return Duration.ofNanos(System.nanoTime() - before);
    }

    /** Starts it again on the same data and ports, and returns at once. */
    public void startAgain() {
        process = launch();
    }

    /** Asks it to end, as Ctrl-C does, and returns at once. */
    public void beginStop() {
        process.destroy();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Returns the pid of the database's current process. */
    public long databasePid() {
        try {
            return Long.parseLong(
                    Files.readString(data.resolve("mariadb/mariadbd.pid")).strip());
        } catch (IOException gone) {
            throw new IllegalStateException("the database has written no process id", gone);
        }
    }

    /** Returns whether the database runs as another process than this one. One that is starting has no process id yet. */
    public boolean hasAnotherDatabaseThan(long pid) {
        return Files.exists(data.resolve("mariadb/mariadbd.pid")) && databasePid() != pid;
    }

    /** Opens a separate connection to the database. */
    public Connection connectToDatabase() throws SQLException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(data.resolve("mariadb/server.properties"))) {
            settings.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("the database has written no settings", failure);
        }
        return DriverManager.getConnection(
                "jdbc:mysql://" + HOST + ":" + settings.getProperty("port") + "/waggle?sslMode=DISABLED",
                "waggle",
                settings.getProperty("password"));
    }

    /** Returns the processor time of the server and its database so far. */
    public Duration cpu() {
        return Stream.of(process.pid(), databasePid())
                .map(pid -> ProcessHandle.of(pid)
                        .orElseThrow()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Sends processes a signal, such as {@code KILL}, {@code STOP} or {@code CONT}. */
    public void signal(String signal, long... pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        Arrays.stream(pids).mapToObj(Long::toString).forEach(command::add);
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code);
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns whether all parts serve. */
    public boolean isHealthy() {
        return health("/healthz").equals("200 {\"status\":\"up\"}");
    }

    /** Returns whether chat works; files may not. */
    boolean isReady() {
        return health("/readyz").startsWith("200");
    }

    /** Returns status and body of a health answer; empty if there is none. */
    public String health(String path) {
        HttpRequest request = HttpRequest.newBuilder(http().resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Ends it as Ctrl-C does, and fails if it does not end. */
    public void stop() {
        process.destroy();
        within(STOP, "Waggle stops", () -> !process.isAlive());
    }

    /** Returns the end of its output. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(logFile);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException unreadable) {
            return "no log: " + unreadable;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } finally {
            process.destroyForcibly();
        }
        Folders.delete(data);
        Folders.delete(web);
        Files.delete(logFile);
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(StandaloneCommand.of(data, web, httpPort, mqttPort, wsPort, s3Port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        set(builder, CHEAP_HASHES);
        set(builder, ANY_RATE);
        set(builder, "WAGGLE_ADMIN_PASSWORD=" + Api.PASSWORD);
        settings.forEach(setting -> set(builder, setting));
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new IllegalStateException("cannot start Waggle", failure);
        }
    }

    private static Path emptyWebFolder(Path data) {
        try {
            Path folder = Files.createDirectory(data.resolveSibling(data.getFileName() + "-web"));
            Files.createFile(folder.resolve("index.html"));
            return folder;
        } catch (IOException failure) {
            throw new IllegalStateException("no folder for web pages", failure);
        }
    }

    private static void set(ProcessBuilder builder, String setting) {
        int equals = setting.indexOf('=');
        builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
    }

    private void awaitReady() {
        boolean decided = happens(START, () -> !process.isAlive() || isReady());
        if (!decided || !process.isAlive()) {
            process.destroyForcibly();
            throw new IllegalStateException("Waggle does not serve. The end of its log:\n" + logTail());
        }
    }
}
