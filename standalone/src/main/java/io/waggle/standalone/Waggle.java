package io.waggle.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The command {@code waggle up}. Exits with 0 after it was asked to stop, and with 1 if it could not run. */
public final class Waggle {

    private static final Logger log = LoggerFactory.getLogger(Waggle.class);

    private Waggle() {}

    public static void main(String[] arguments) {
        try {
            Options options = Options.parse(List.of(arguments));
            if (options.help()) {
                System.out.print(Options.HELP);
                return;
            }
            run(options);
        } catch (Problem problem) {
            report(problem);
            System.exit(1);
        }
    }

    private static void run(Options options) {
        long before = System.nanoTime();
        Node node = new Node(options, System.getenv(), System.out::println);
        AtomicInteger exitCode = new AtomicInteger();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, exitCode.get()), "stop"));
        try {
            Addresses addresses = node.start();
            String demo = options.demo() ? demo(options, addresses) : "";
            welcome(options, addresses, Duration.ofNanos(System.nanoTime() - before));
            System.out.print(demo);
            new CountDownLatch(1).await();
        } catch (Problem problem) {
            report(problem);
            exitCode.set(1);
            System.exit(1);
        } catch (InterruptedException interrupted) {
            System.exit(0);
        } catch (Exception fault) {
            log.error("Waggle has failed", fault);
            exitCode.set(1);
            System.exit(1);
        }
    }

    /** @return what to try first */
    private static String demo(Options options, Addresses addresses) throws InterruptedException {
        String password = DemoPassword.of(options.data());
        String gid = Demo.make(addresses.http(), password);
        return Demo.firstCommands(addresses, options, password, gid) + System.lineSeparator();
    }

    /** Runs when the process is told to end, by a signal or by this program itself. An end on request is a success. */
    private static void stop(Node node, int exitCode) {
        node.stop();
        if (exitCode == 0) {
            System.out.println("Waggle has stopped");
        }
        Runtime.getRuntime().halt(exitCode);
    }

    private static void report(Problem problem) {
        System.err.println("waggle: " + problem.getMessage());
    }

    private static void welcome(Options options, Addresses addresses, Duration duration) {
        System.out.printf(
                Locale.ROOT,
                """

                Waggle is ready after %.1f s; Ctrl-C stops it. The data folder is %s

                %s  HTTP       %s      API: %s/v3/api-docs
                  MQTT       %s
                  WebSocket  %s
                  Files      through the HTTP API; stored in an S3 store
                %n""",
                duration.toMillis() / 1000.0,
                options.data(),
                options.web() == null ? "" : "  Web app    " + addresses.http() + "/\n",
                addresses.http(),
                addresses.http(),
                addresses.mqtt(),
                addresses.webSocket());
    }
}
