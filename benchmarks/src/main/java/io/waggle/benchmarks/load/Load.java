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
 * Peers that send and receive until a number of messages is acknowledged and delivered to all receivers.
 *
 * <p>Confined to the generator's thread, except {@link #run} and {@link #runAt}. Both end when everything has arrived, when
 * something went wrong, or when the {@link Patience} is over.
 */
final class Load implements Peer.Listener {

    /** HiveMQ's default limit of unacknowledged messages per client. */
    private static final int RECEIVE_MAXIMUM = 10;

    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_MILLIS = 100;

    private final int window;
    private final Patience patience;
    private final Histogram latency = new Histogram(HIGHEST_NANOS, 3);
    private Map<Peer, Route> routes = Map.of();
    private Ledger ledger = new Ledger(0, new Messages(0, 0));

    /** The result of the run: empty, or an error. */
    private CompletableFuture<Optional<String>> done = new CompletableFuture<>();

    private int phase;
    private int turn;
    private boolean sendsOnAcknowledgement;

    /** @param window the maximum number of unacknowledged messages per sender */
    Load(int window, Patience patience) {
        this.window = window;
        this.patience = patience;
    }

    /** Sets each sender's route. Call it before a run. */
    void route(Map<Peer, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    /** Sends as fast as acknowledgements arrive. Returns the elapsed seconds. */
    double run(List<Peer> senders, int messages) throws InterruptedException, GaveUp {
        return run(senders, messages, () -> {
            sendsOnAcknowledgement = true;
            for (Peer sender : senders) {
                for (int i = 0; i < window; i++) {
                    sendOne(sender);
                }
                sender.flush();
            }
        });
    }

    /** Sends at a given rate, unless all senders wait for acknowledgements. Returns the elapsed seconds. */
    double runAt(List<Peer> senders, int messages, double perSecond) throws InterruptedException, GaveUp {
        return run(senders, messages, () -> {
            sendsOnAcknowledgement = false;
            tick(done, senders, System.nanoTime(), perSecond);
        });
    }

    /** Returns the acknowledgement latencies of the last run. */
    Histogram latency() {
        return latency;
    }

    private double run(List<Peer> senders, int messages, Runnable begin) throws InterruptedException, GaveUp {
        CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
        long start = System.nanoTime();
        senders.getFirst().execute(() -> {
            done = ended;
            ledger = new Ledger(messages, new Messages(++phase, System.currentTimeMillis()));
            latency.reset();
            begin.run();
            watch(ended, senders.getFirst(), start, start, 0);
        });
        Optional<String> problem = await(ended);
        if (problem.isPresent()) {
            throw new GaveUp(problem.get());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static Optional<String> await(CompletableFuture<Optional<String>> ended) throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a run ends with a problem or without, never so", impossible);
        }
    }

    /** Ends the run when nothing has happened for too long, or when the whole run takes too long. */
    private void watch(CompletableFuture<Optional<String>> watched, Peer clock, long begun, long moved, long progress) {
        if (watched.isDone()) {
            return;
        }
        long now = System.nanoTime();
        boolean moves = ledger.progress() != progress;
        if (!moves && now - moved > patience.forProgress().toNanos()) {
            fail("nothing came for %,d s: %s".formatted(patience.forProgress().toSeconds(), ledger.state()));
        } else if (now - begun > patience.inAll().toNanos()) {
            fail("not done after %,d s: %s".formatted(patience.inAll().toSeconds(), ledger.state()));
        } else {
            long lastMoved = moves ? now : moved;
            long current = ledger.progress();
            clock.schedule(() -> watch(watched, clock, begun, lastMoved, current), LOOK_MILLIS);
        }
    }

    private void tick(CompletableFuture<Optional<String>> ticking, List<Peer> senders, long begun, double perSecond) {
        long due = (long) ((System.nanoTime() - begun) / 1e9 * perSecond) + 1;
        for (int tried = 0; ledger.sent() < due && tried < senders.size(); tried++) {
            Peer sender = senders.get(turn++ % senders.size());
            if (sender.underWay() < RECEIVE_MAXIMUM) {
                sendOne(sender);
                sender.flush();
                tried = -1;
            }
            if (!ledger.hasMore()) {
                return;
            }
        }
        if (!ticking.isDone()) {
            senders.getFirst().schedule(() -> tick(ticking, senders, begun, perSecond), 1);
        }
    }

    private void sendOne(Peer sender) {
        Route route = routes.get(sender);
        if (route != null && ledger.hasMore()) {
            sender.publish(route.topic(), ledger.send(route));
        }
    }

    @Override
    public void acknowledged(Peer peer, long nanos, int reason) {
        if (reason >= 0x80) {
            fail("a message of device " + peer.clientId() + " was refused with reason " + reason);
            return;
        }
        latency.recordValue(Math.min(nanos, HIGHEST_NANOS));
        ledger.acknowledged();
        if (sendsOnAcknowledgement) {
            sendOne(peer);
        }
        finishIfDone();
    }

    @Override
    public void received(Peer peer, ByteBuf payload) {
        ledger.received(peer, payload).ifPresent(this::fail);
        finishIfDone();
    }

    @Override
    public void failed(Peer peer, String why) {
        fail("device " + peer.clientId() + ": " + why + "; " + ledger.state());
    }

    private void fail(String why) {
        done.complete(Optional.of(why));
    }

    private void finishIfDone() {
        if (ledger.isDone()) {
            done.complete(Optional.empty());
        }
    }
}
