package io.waggle.system.fault;

import io.waggle.system.client.Ack;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

import static io.waggle.system.time.Eventually.happens;
import static io.waggle.system.time.Eventually.within;

/**
 * Sends one text after another until it is stopped, even while the server fails, and remembers which were acknowledged. A
 * message with an id is sent again until it is acknowledged; one without an id is abandoned when its result is unknown.
 *
 * <p>Every text has its own number, so a text that is stored twice is a duplicate.
 */
final class Sender {

    /** A message that the server has acknowledged. */
    record Acknowledged(String text, long seq) {}

    private record Message(String id, String text) {}

    private final WaggleProcess waggle;
    private final ConnectOptions options;
    private final String topic;
    private final boolean withIds;
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final AtomicInteger retryableRefusals = new AtomicInteger();
    private final AtomicInteger lostConnections = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    // Confined to the thread.
    private int sentCount;
    private @Nullable Message pending;

    Sender(WaggleProcess waggle, ConnectOptions options, String topic, boolean withIds) {
        this.waggle = waggle;
        this.options = options;
        this.topic = topic;
        this.withIds = withIds;
        this.thread = Thread.ofVirtual().name("sender").unstarted(this::run);
    }

    Sender start() {
        thread.start();
        return this;
    }

    /** Ends after the current message, and fails if anything was wrong. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
        Throwable wrong = failure;
        if (wrong != null) {
            throw new AssertionError("a sender failed", wrong);
        }
    }

    Login login() {
        return options.login();
    }

    int count() {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    List<Acknowledged> acknowledged() {
        synchronized (acknowledged) {
            return List.copyOf(acknowledged);
        }
    }

    int retryableRefusals() {
        return retryableRefusals.get();
    }

    int lostConnections() {
        return lostConnections.get();
    }

    private void run() {
        try {
            while (!stopping || pending != null) {
                if (happens(Eventually.TIMEOUT, () -> stopping || waggle.isHealthy())) {
                    connectAndSend();
                }
            }
        } catch (RuntimeException | AssertionError wrong) {
            failure = wrong;
        }
    }

    private void connectAndSend() {
        Phone phone;
        try {
            phone = options.connect();
        } catch (CompletionException notNow) {
            return;
        }
        try (phone) {
            while (!stopping || pending != null) {
                sendNext(phone);
            }
        } catch (CompletionException lost) {
            lostConnections.incrementAndGet();
            pending = withIds ? pending : null;
        }
    }

    private void sendNext(Phone phone) {
        Message message = pending == null ? next() : pending;
        pending = message;
        var sent = withIds ? phone.say(topic, message.id(), message.text()) : phone.sayWithoutId(topic, message.text());
        switch (within(Eventually.TIMEOUT.multipliedBy(2), sent)) {
            case Ack.Committed(long seq, String ts) -> acknowledge(message, seq);
            case Ack.Plain plain -> acknowledge(message, 0);
            case Ack.Refused refused -> {
                if (!refused.isRetryable()) {
                    throw new IllegalStateException("refused: " + refused);
                }
                retryableRefusals.incrementAndGet();
                // Without an id, a second attempt could not be distinguished from a second message.
                pending = withIds ? message : null;
            }
        }
    }

    private Message next() {
        sentCount++;
        return new Message(Ids.next(), login().username() + " says " + sentCount);
    }

    private void acknowledge(Message message, long seq) {
        pending = null;
        synchronized (acknowledged) {
            acknowledged.add(new Acknowledged(message.text(), seq));
        }
    }
}
