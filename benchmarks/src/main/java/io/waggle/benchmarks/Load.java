package io.waggle.benchmarks;

import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Peers that send and receive until a number of messages has been acknowledged and delivered.
 *
 * <p>Confined to the generator's thread, but for {@link #run}.
 */
final class Load implements Peer.Listener {

    private static final long MINUTES_AT_MOST = 10;
    /** What HiveMQ lets a client have under way by default. */
    private static final int RECEIVE_MAXIMUM = 10;

    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Traffic traffic;
    private final int window;
    private final Histogram latency = new Histogram(HIGHEST_NANOS, 3);
    private List<Peer> senders = List.of();
    private long target;
    private long sent;
    private long acknowledged;
    private long received;
    private int turn;
    private boolean sendsOnAcknowledgement;
    private CompletableFuture<Void> done = new CompletableFuture<>();

    /** What a peer says to whom, and how many hear it. */
    interface Traffic {
        String topicFor(Peer sender);

        byte[] payload();

        int receiversOfOne();
    }

    /** @param window messages that one sender has under way at most */
    Load(Traffic traffic, int window) {
        this.traffic = traffic;
        this.window = window;
    }

    /** Sends as fast as acknowledgements come. Returns the seconds it took. */
    double run(List<Peer> senders, long messages) throws Exception {
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

    /** Sends at a rate, unless all senders wait for acknowledgements. Returns the seconds it took. */
    double runAt(List<Peer> senders, long messages, double perSecond) throws Exception {
        return run(senders, messages, () -> {
            sendsOnAcknowledgement = false;
            tick(System.nanoTime(), perSecond);
        });
    }

    Histogram latency() {
        return latency;
    }

    private double run(List<Peer> senders, long messages, Runnable begin) throws Exception {
        long start = System.nanoTime();
        senders.getFirst().execute(() -> {
            this.senders = senders;
            target = messages;
            sent = 0;
            acknowledged = 0;
            received = 0;
            latency.reset();
            begin.run();
        });
        done.get(MINUTES_AT_MOST, TimeUnit.MINUTES);
        done = new CompletableFuture<>();
        return (System.nanoTime() - start) / 1e9;
    }

    private void tick(long begun, double perSecond) {
        long due = Math.min(target, (long) ((System.nanoTime() - begun) / 1e9 * perSecond) + 1);
        for (int tried = 0; sent < due && tried < senders.size(); tried++) {
            Peer sender = senders.get(turn++ % senders.size());
            if (sender.underWay() < RECEIVE_MAXIMUM) {
                sendOne(sender);
                sender.flush();
                tried = -1;
            }
        }
        if (sent < target) {
            senders.getFirst().schedule(() -> tick(begun, perSecond));
        }
    }

    private void sendOne(Peer sender) {
        if (sent < target) {
            sent++;
            sender.publish(traffic.topicFor(sender), traffic.payload());
        }
    }

    @Override
    public void acknowledged(Peer peer, long nanos, int reason) {
        if (reason >= 0x80) {
            done.completeExceptionally(new IllegalStateException("a message was refused with reason " + reason));
            return;
        }
        latency.recordValue(Math.min(nanos, HIGHEST_NANOS));
        acknowledged++;
        if (sendsOnAcknowledgement) {
            sendOne(peer);
        }
        finishIfDone();
    }

    @Override
    public void received(Peer peer) {
        received++;
        finishIfDone();
    }

    @Override
    public void failed(Peer peer, String why) {
        done.completeExceptionally(new IllegalStateException(why));
    }

    private void finishIfDone() {
        if (acknowledged == target && received == target * traffic.receiversOfOne()) {
            done.complete(null);
        }
    }
}
