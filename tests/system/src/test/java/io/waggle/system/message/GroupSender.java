package io.waggle.system.message;

import io.waggle.system.client.Ack;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.network.BreakableProxy;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static io.waggle.system.time.Eventually.within;

/**
 * A group member that sends a fixed number of messages as fast as allowed. After its connection has broken, it sends the
 * unacknowledged messages again under the same ids.
 */
final class GroupSender implements AutoCloseable {

    private final ConnectOptions options;
    private final BreakableProxy proxy;
    private final String topic;
    private final List<Phone> connections = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    /** Unacknowledged texts by id, in the order of sending. */
    private final Map<String, String> unacknowledged = new LinkedHashMap<>();

    GroupSender(WaggleProcess waggle, ConnectOptions options, String group, int count) {
        this.proxy = new BreakableProxy(waggle);
        this.options = options.through(proxy);
        this.topic = "to/g/" + group;
        for (int i = 1; i <= count; i++) {
            String text = options.login().username() + " says " + i;
            texts.add(text);
            unacknowledged.put(Ids.next(), text);
        }
        connections.add(this.options.connect());
    }

    /** Breaks the connection once after so many sent bytes, even within a packet. */
    void breakAfter(int bytes) {
        proxy.cutAfter(bytes);
    }

    /** Sends, and returns when all messages are acknowledged. */
    void run() {
        while (!isDone()) {
            if (!connections.getLast().isConnected()) {
                connections.add(options.connect());
            }
            sendAll(connections.getLast());
        }
    }

    Login login() {
        return options.login();
    }

    List<String> texts() {
        return texts;
    }

    List<Phone> connections() {
        return connections;
    }

    @Override
    public void close() {
        connections.forEach(Phone::close);
        proxy.close();
    }

    private void sendAll(Phone phone) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        Map<String, String> toSend;
        synchronized (unacknowledged) {
            toSend = new LinkedHashMap<>(unacknowledged);
        }
        toSend.forEach((id, text) -> sent.add(phone.say(topic, id, text).thenAccept(ack -> acknowledged(id, ack))));
        try {
            within(
                    Eventually.TIMEOUT.multipliedBy(6),
                    CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0])));
        } catch (CompletionException broken) {
            Eventually.eventually("the client notices the broken connection", () -> !phone.isConnected());
        }
    }

    private void acknowledged(String id, Ack ack) {
        if (ack instanceof Ack.Refused) {
            throw new IllegalStateException(ack.toString());
        }
        synchronized (unacknowledged) {
            unacknowledged.remove(id);
        }
    }

    private boolean isDone() {
        synchronized (unacknowledged) {
            return unacknowledged.isEmpty();
        }
    }
}
