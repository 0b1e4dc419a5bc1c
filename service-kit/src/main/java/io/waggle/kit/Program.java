package io.waggle.kit;

import io.waggle.fabric.Fabric;
import io.waggle.fabric.NatsFabric;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A service as a program of its own, connected to brokers and the other services over NATS. It is configured by its
 * environment.
 *
 * <p>Exits with 0 after it was asked to stop, and with 1 and a line with the reason if it could not run.
 */
public final class Program {

    /** Starts the service; the properties override its environment. */
    @FunctionalInterface
    public interface Start {
        ConfigurableApplicationContext on(Fabric fabric, Map<String, Object> properties);
    }

    private static final Logger log = LoggerFactory.getLogger(Program.class);
    private static final String FABRIC = "WAGGLE_FABRIC";

    /** This class reports a failed start, once, and stops the service, because the fabric must be closed after it. */
    private static final Map<String, Object> PROPERTIES = Map.of(
            "spring.main.register-shutdown-hook", "false",
            "logging.level.org.springframework.boot.SpringApplication", "off",
            "logging.level.org.springframework.boot.web.server.servlet.context", "error");

    private final String name;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile @Nullable Fabric fabric;
    private volatile @Nullable ConfigurableApplicationContext service;
    private volatile Drain drain = new Drain(Duration.ZERO);
    private volatile int exitCode;

    private Program(String name) {
        this.name = name;
    }

    /**
     * Runs until the process is told to end.
     *
     * @param needed the names of the required environment variables
     */
    public static void run(String name, List<String> needed, Start start) {
        new Program(name).run(needed, start);
    }

    private void run(List<String> needed, Start start) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            if (begin(needed, start)) {
                new CountDownLatch(1).await();
            }
            System.exit(1);
        } catch (InterruptedException interrupted) {
            System.exit(0);
        }
    }

    /** Starts the service; returns false if it failed. */
    private boolean begin(List<String> needed, Start start) throws InterruptedException {
        try {
            checkEnvironment(needed);
            drain = drain();
            Fabric reached = connect(System.getenv(FABRIC));
            fabric = reached;
            ConfigurableApplicationContext started = start.on(reached, PROPERTIES);
            service = started;
            System.out.println(name + " is ready on port " + portOf(started) + "; Ctrl-C stops it");
            return true;
        } catch (RuntimeException fault) {
            report(fault);
            exitCode = 1;
            return false;
        } finally {
            begun.countDown();
        }
    }

    private static void checkEnvironment(List<String> needed) {
        List<String> missing = Stream.concat(Stream.of(FABRIC), needed.stream())
                .filter(setting -> System.getenv().getOrDefault(setting, "").isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new CannotStart("set " + String.join(", ", missing) + " in the environment; see docs/operations.md");
        }
    }

    private static Drain drain() {
        try {
            return Drain.parse(System.getenv().getOrDefault(Drain.SETTING, ""));
        } catch (IllegalArgumentException malformed) {
            throw new CannotStart(String.valueOf(malformed.getMessage()));
        }
    }

    private static Fabric connect(String url) throws InterruptedException {
        try {
            return NatsFabric.connect(url);
        } catch (IOException | IllegalArgumentException unreachable) {
            throw new CannotStart("cannot reach NATS at " + NatsFabric.withoutPassword(url) + " (" + FABRIC
                    + ", such as nats://localhost:4222)");
        }
    }

    private static int portOf(ConfigurableApplicationContext service) {
        return Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                .getPort();
    }

    /** Prints one line for a fault that a person can correct, and the whole stack trace for an unexpected one. */
    private void report(RuntimeException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String reason = switch (cause) {
                case Refused refused -> refused.detail();
                case PortInUseException taken -> "port " + taken.getPort() + " is in use: set another SERVER_PORT";
                case SQLException database -> "cannot use the database: " + firstLine(database) + causeOf(database);
                case CannotStart known -> known.getMessage();
                default -> null;
            };
            if (reason != null) {
                System.err.println(name + " cannot start: " + reason);
                return;
            }
        }
        log.error("{} cannot start", name, fault);
    }

    /** Returns the cause's message, because the exception of a lost connection has none. */
    private static String causeOf(Throwable fault) {
        Throwable root = NestedExceptionUtils.getRootCause(fault);
        return root == null ? "" : " (" + firstLine(root) + ")";
    }

    private static String firstLine(Throwable fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * Runs when the process is told to end, by a signal or by this program itself. It waits for a start in progress, which may
     * be changing tables.
     */
    private void stop() {
        try {
            begun.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ConfigurableApplicationContext started = service;
        if (started != null) {
            drain.begin(started);
            started.close();
        }
        Fabric reached = fabric;
        if (reached != null) {
            reached.close();
        }
        if (exitCode == 0) {
            System.out.println(name + " has stopped");
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
