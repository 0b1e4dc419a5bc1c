package io.waggle.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The started parts, which are stopped in reverse order.
 *
 * <p>If a signal arrives while a part starts, that start is awaited, no other part starts, and all are stopped.
 */
final class StartedParts {

    private static final Logger log = LoggerFactory.getLogger(StartedParts.class);

    private final Consumer<String> console;
    private final Deque<Part> started = new ArrayDeque<>();
    private volatile boolean stopping;

    private record Part(String name, AutoCloseable closeable) {}

    StartedParts(Consumer<String> console) {
        this.console = console;
    }

    /** Starts a part without printing a line. */
    synchronized <T extends AutoCloseable> T add(String name, Callable<T> start) throws Exception {
        if (stopping) {
            throw new Problem("stopped during the start");
        }
        T part = start.call();
        started.push(new Part(name, part));
        return part;
    }

    /** Starts a part and prints its title. */
    <T extends AutoCloseable> T add(String name, Callable<T> start, Function<T, String> title) throws Exception {
        long before = System.nanoTime();
        T part = add(name, start);
        double seconds = Duration.ofNanos(System.nanoTime() - before).toMillis() / 1000.0;
        console.accept(String.format(Locale.ROOT, "%-9s %s, ready in %.1f s", name, title.apply(part), seconds));
        return part;
    }

    void stop() {
        stopping = true;
        stopAll();
    }

    private synchronized void stopAll() {
        while (!started.isEmpty()) {
            Part part = started.pop();
            try {
                part.closeable().close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (Exception fault) {
                // Continue, so that the other parts are stopped too.
                log.error("Could not stop {}", part.name(), fault);
            }
        }
    }
}
