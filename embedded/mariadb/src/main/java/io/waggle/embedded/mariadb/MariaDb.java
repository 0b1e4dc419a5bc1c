package io.waggle.embedded.mariadb;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A MariaDB server that runs until this object is closed, at full durability, on a port of the loopback address.
 *
 * <p>The server's process does not end with this JVM. If a JVM was killed, the next one takes over the running server; if the
 * server was killed, it is started again on its port. The caller must ensure that a folder has one user at a time.
 */
public final class MariaDb implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MariaDb.class);
    /** Recovery after a crash reads the whole log, which takes time on a slow disk. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final Duration GONE_WITHIN = Duration.ofMinutes(1);
    private static final int PORTS_TO_TRY = 5;

    private final Server server;
    private final Login login;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread supervisor;
    private volatile ProcessHandle process;

    private MariaDb(Server server, Login login, ProcessHandle process) {
        this.server = server;
        this.login = login;
        this.process = process;
        this.supervisor =
                Thread.ofPlatform().name("mariadb-supervisor").daemon().unstarted(this::supervise);
    }

    /**
     * Starts the server on the data in {@code folder/mariadb}, or takes over the server that runs there. Returns when the
     * server answers.
     *
     * @throws MariaDbUnavailable if it cannot run, with a reason for a person
     */
    public static MariaDb start(Path folder) throws IOException, InterruptedException {
        Path home = folder.toAbsolutePath().normalize().resolve("mariadb");
        Files.createDirectories(folder);
        if (!Files.exists(home)) {
            Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.createDirectories(home.resolve("tmp"));
        Server server = new Server(home, Programs.unpack(System.getenv(), home.resolve("programs")));
        boolean known = Files.exists(server.settingsFile());
        Settings settings = known ? Settings.read(server.settingsFile()) : Settings.generate(Server.freePort());
        if (!known) {
            settings.write(server.settingsFile());
        }
        MariaDb database = open(server, settings);
        database.supervisor.start();
        return database;
    }

    public String jdbcUrl() {
        return jdbcUrl(Server.DATABASE);
    }

    /** Returns the URL of another database on the same server; the user may create it. */
    public String jdbcUrl(String database) {
        return login.url(database);
    }

    public String user() {
        return Server.USER;
    }

    public String password() {
        return login.password();
    }

    /** Returns the pid of the server's current process, which changes after a restart. */
    public long pid() {
        return process.pid();
    }

    /** Shuts the server down and waits until its process has ended. */
    @Override
    public void close() {
        ProcessHandle last;
        synchronized (this) {
            closing.countDown();
            last = process;
        }
        last.destroy();
        try {
            last.onExit().get(GONE_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            log.warn("The database did not shut down within {} s; killing it", GONE_WITHIN.toSeconds());
            last.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MariaDb open(Server server, Settings settings) throws IOException, InterruptedException {
        Optional<ProcessHandle> running = server.running();
        Login login = new Login(settings.port(), settings.password());
        if (running.isPresent() && login.awaitAnswer(running.get(), READY_WITHIN)) {
            log.info(
                    "Took over the running database of an earlier process (process {})",
                    running.get().pid());
            return new MariaDb(server, login, running.get());
        }
        server.install(settings);
        return launch(server, settings);
    }

    /** Starts the server on the remembered port, or on another one if a foreign program uses it. */
    private static MariaDb launch(Server server, Settings settings) throws IOException, InterruptedException {
        Settings attempt = settings;
        for (int i = 0; i < PORTS_TO_TRY; i++) {
            Login login = new Login(attempt.port(), attempt.password());
            ProcessHandle process = server.launch(attempt.port());
            if (login.awaitAnswer(process, READY_WITHIN)) {
                return new MariaDb(server, login, process);
            }
            if (login.portIsFree()) {
                break;
            }
            attempt = attempt.withPort(Server.freePort());
            attempt.write(server.settingsFile());
        }
        throw server.failure("did not start");
    }

    /** Restarts the server when it dies. Runs on its own thread until the database is closed. */
    private void supervise() {
        try {
            while (closing.getCount() > 0) {
                process.onExit().join();
                restart();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        long pauseMillis = 100;
        while (closing.getCount() > 0 && !startedAgain()) {
            log.error("The database process ended and could not be restarted; its log is {}", server.logFile());
            pauseMillis = Math.min(pauseMillis * 2, 5_000);
            if (closing.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private boolean startedAgain() throws InterruptedException {
        try {
            synchronized (this) {
                if (closing.getCount() == 0) {
                    return true;
                }
                process = server.launch(login.port());
            }
        } catch (IOException fault) {
            log.error("The database process could not be started", fault);
            return false;
        }
        boolean ready = login.awaitAnswer(process, READY_WITHIN);
        if (ready) {
            log.warn("The database process ended unexpectedly and was restarted");
        }
        return ready || closing.getCount() == 0;
    }
}
