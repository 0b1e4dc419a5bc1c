package io.waggle.benchmarks.load;

import io.netty.buffer.ByteBuf;
import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Clients that send and receive until a number of messages is acknowledged and delivered to all receivers.
 *
 * <p>Confined to the generator's thread, except {@link #run} and {@link #runAt}. Both end when everything has arrived, when
 * something went wrong, or when a limit of {@link TimeLimits} is reached.
 */
final class Load implements LoadClient.Listener {

    /** HiveMQ's default limit of unacknowledged messages per client. */
    private static final int RECEIVE_MAXIMUM = 10;

    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long CHECK_MILLIS = 100;

    private final int window;
    private final TimeLimits limits;
    private final Histogram latency = new Histogram(HIGHEST_NANOS, 3);
    private Map<LoadClient, Route> routes = Map.of();
    private DeliveryTracker tracker = new DeliveryTracker(0, new Messages(0, 0));

    /** The result of the run: empty, or an error. */
    private CompletableFuture<Optional<String>> done = new CompletableFuture<>();

    private int phase;
    private int turn;
    private boolean sendsOnAcknowledgement;

    /** @param window the maximum number of unacknowledged messages per sender */
    Load(int window, TimeLimits limits) {
        this.window = window;
        this.limits = limits;
    }

    /** Sets each sender's route. Call it before a run. */
    void route(Map<LoadClient, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    /** Sends as fast as acknowledgements arrive. Returns the elapsed seconds. */
    double run(List<LoadClient> senders, int messages) throws InterruptedException, LoadFailedException {
        return run(senders, messages, () -> {
            sendsOnAcknowledgement = true;
            for (LoadClient sender : senders) {
                for (int i = 0; i < window; i++) {
                    sendOne(sender);
                }
                sender.flush();
            }
        });
    }

    /** Sends at a given rate, unless all senders wait for acknowledgements. Returns the elapsed seconds. */
    double runAt(List<LoadClient> senders, int messages, double perSecond)
            throws InterruptedException, LoadFailedException {
        return run(senders, messages, () -> {
            sendsOnAcknowledgement = false;
            sendDue(done, senders, System.nanoTime(), perSecond);
        });
    }

    /** Returns the acknowledgement latencies of the last run. */
    Histogram latency() {
        return latency;
    }

    private double run(List<LoadClient> senders, int messages, Runnable begin)
            throws InterruptedException, LoadFailedException {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        long start = System.nanoTime();
        senders.getFirst().execute(() -> {
            done = result;
            tracker = new DeliveryTracker(messages, new Messages(++phase, System.currentTimeMillis()));
            latency.reset();
            begin.run();
            watch(result, senders.getFirst(), start, start, 0);
        });
        Optional<String> problem = await(result);
        if (problem.isPresent()) {
            throw new LoadFailedException(problem.get());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static Optional<String> await(CompletableFuture<Optional<String>> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a run never ends with an exception", impossible);
        }
    }

    /** Ends the run when nothing has happened for too long, or when the whole run takes too long. */
    private void watch(
            CompletableFuture<Optional<String>> watched,
            LoadClient clock,
            long started,
            long lastProgressAt,
            long progress) {
        if (watched.isDone()) {
            return;
        }
        long now = System.nanoTime();
        boolean progressed = tracker.progress() != progress;
        if (!progressed && now - lastProgressAt > limits.forProgress().toNanos()) {
            fail("nothing arrived for %,d s: %s".formatted(limits.forProgress().toSeconds(), tracker.state()));
        } else if (now - started > limits.total().toNanos()) {
            fail("not finished after %,d s: %s".formatted(limits.total().toSeconds(), tracker.state()));
        } else {
            long progressAt = progressed ? now : lastProgressAt;
            long current = tracker.progress();
            clock.schedule(() -> watch(watched, clock, started, progressAt, current), CHECK_MILLIS);
        }
    }

    private void sendDue(
            CompletableFuture<Optional<String>> run, List<LoadClient> senders, long started, double perSecond) {
        long due = (long) ((System.nanoTime() - started) / 1e9 * perSecond) + 1;
        for (int tried = 0; tracker.sent() < due && tried < senders.size(); tried++) {
            LoadClient sender = senders.get(turn++ % senders.size());
            if (sender.inFlight() < RECEIVE_MAXIMUM) {
                sendOne(sender);
                sender.flush();
                tried = -1;
            }
            if (!tracker.hasMore()) {
                return;
            }
        }
        if (!run.isDone()) {
            senders.getFirst().schedule(() -> sendDue(run, senders, started, perSecond), 1);
        }
    }

    private void sendOne(LoadClient sender) {
        Route route = routes.get(sender);
        if (route != null && tracker.hasMore()) {
            sender.publish(route.topic(), tracker.send(route));
        }
    }

    @Override
    public void acknowledged(LoadClient client, long nanos, int reason) {
        if (reason >= 0x80) {
            fail("a message of device " + client.clientId() + " was refused with reason " + reason);
            return;
        }
        latency.recordValue(Math.min(nanos, HIGHEST_NANOS));
        tracker.acknowledged();
        if (sendsOnAcknowledgement) {
            sendOne(client);
        }
        finishIfDone();
    }

    @Override
    public void received(LoadClient client, ByteBuf payload) {
        tracker.received(client, payload).ifPresent(this::fail);
        finishIfDone();
    }

    @Override
    public void failed(LoadClient client, String why) {
        fail("device " + client.clientId() + ": " + why + "; " + tracker.state());
    }

    private void fail(String why) {
        done.complete(Optional.of(why));
    }

    private void finishIfDone() {
        if (tracker.isDone()) {
            done.complete(Optional.empty());
        }
    }
}
