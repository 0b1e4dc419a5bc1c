package io.waggle.fabric;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A fabric within one process: handlers and listeners run on the thread that requests or publishes. */
public final class InProcessFabric implements Fabric {

    private static final Logger log = LoggerFactory.getLogger(InProcessFabric.class);

    private final ConcurrentHashMap<String, List<Handler>> handlers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, List<Consumer<byte[]>>> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public CompletableFuture<byte[]> request(String subject, byte[] body, Duration deadline) {
        Handler handler = nextHandler(subject);
        if (handler == null) {
            return CompletableFuture.failedFuture(new NoAnswer("no server for " + subject));
        }
        CompletableFuture<byte[]> answer;
        try {
            answer = handler.handle(body).toCompletableFuture();
        } catch (RuntimeException fault) {
            return CompletableFuture.failedFuture(serverFailed(subject, fault));
        }
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            return answer;
        }
        return answer.copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(fault -> CompletableFuture.failedFuture(
                        fault instanceof TimeoutException
                                ? new NoAnswer("no answer from " + subject + " within " + deadline)
                                : serverFailed(subject, fault)));
    }

    @Override
    public Registration serve(String subject, Handler handler) {
        return register(handlers, subject, handler);
    }

    @Override
    public void publish(String subject, byte[] body) {
        for (Consumer<byte[]> listener : listeners.getOrDefault(subject, List.of())) {
            try {
                listener.accept(body);
            } catch (RuntimeException fault) {
                // A failing listener must not disturb the publisher; across a network it could not.
                log.error("A listener of {} failed", subject, fault);
            }
        }
    }

    @Override
    public Registration listen(String subject, Consumer<byte[]> listener) {
        return register(listeners, subject, listener);
    }

    /** Never calls the listener: nothing can be lost within a process. */
    @Override
    public Registration onLoss(LossListener listener) {
        return () -> {};
    }

    /** Always true: there is no network in between. */
    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public void close() {
        handlers.clear();
        listeners.clear();
    }

    private @Nullable Handler nextHandler(String subject) {
        List<Handler> candidates = handlers.getOrDefault(subject, List.of());
        int count = candidates.size();
        return switch (count) {
            case 0 -> null;
            case 1 -> candidates.getFirst();
            default -> candidates.get(Math.floorMod(turn.getAndIncrement(), count));
        };
    }

    private static NoAnswer serverFailed(String subject, Throwable fault) {
        log.error("The server of {} failed", subject, fault);
        return new NoAnswer("the server of " + subject + " failed");
    }

    /** Adds an entry. The lists are immutable, so a reader always sees a complete list. */
    private static <T> Registration register(ConcurrentHashMap<String, List<T>> registry, String subject, T entry) {
        registry.merge(
                subject,
                List.of(entry),
                (present, added) ->
                        Stream.concat(present.stream(), added.stream()).toList());
        return () -> registry.computeIfPresent(subject, (key, present) -> {
            List<T> rest = present.stream()
                    .filter(candidate -> !candidate.equals(entry))
                    .toList();
            return rest.isEmpty() ? null : rest;
        });
    }
}
