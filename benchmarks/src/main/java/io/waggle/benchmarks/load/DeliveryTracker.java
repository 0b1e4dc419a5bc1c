package io.waggle.benchmarks.load;

import io.netty.buffer.ByteBuf;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The sent messages of one load phase, and the acknowledgements and deliveries that are still missing. Counts a message once
 * per receiver and ignores everything else that arrives.
 *
 * <p>Confined to the generator's thread.
 */
final class DeliveryTracker {

    private final int target;
    private final Messages messages;
    private final Map<LoadClient, Inbox> inboxes = new HashMap<>();
    private int sent;
    private int acknowledged;
    private long expected;
    private long delivered;
    private long otherPackets;
    private String lastOtherPacket = "";

    /** @param target how many messages are sent */
    DeliveryTracker(int target, Messages messages) {
        this.target = target;
        this.messages = messages;
    }

    boolean hasMore() {
        return sent < target;
    }

    int sent() {
        return sent;
    }

    /** Returns the payload of the next message on this route. */
    byte[] send(Route route) {
        for (LoadClient receiver : route.receivers()) {
            inbox(receiver).expected++;
        }
        expected += route.receivers().size();
        return messages.payload(sent++);
    }

    void acknowledged() {
        acknowledged++;
    }

    /** Records a payload that a client received. Returns an error if the client has already received this message. */
    Optional<String> received(LoadClient client, ByteBuf payload) {
        int number = messages.numberIn(payload);
        if (number < 0) {
            otherPackets++;
            lastOtherPacket = payload.toString(UTF_8);
            return Optional.empty();
        }
        Inbox inbox = inbox(client);
        if (inbox.numbers.get(number)) {
            return Optional.of("message " + number + " arrived twice at device " + client.clientId());
        }
        inbox.numbers.set(number);
        inbox.delivered++;
        delivered++;
        return Optional.empty();
    }

    /** Returns a number that changes with every acknowledgement and delivery. */
    long progress() {
        return acknowledged + delivered;
    }

    boolean isDone() {
        return acknowledged == target && delivered == expected;
    }

    /** Returns a sentence that says what has arrived, what is missing, and which receivers miss it. */
    String state() {
        String text = "sent %,d of %,d messages, acknowledged %,d, delivered %,d of %,d"
                .formatted(sent, target, acknowledged, delivered, expected);
        String missing = inboxes.entrySet().stream()
                .filter(entry -> entry.getValue().missing() > 0)
                .max(Comparator.comparingLong(entry -> entry.getValue().missing()))
                .map(entry -> "; most are missing at device %s: %,d of %,d"
                        .formatted(entry.getKey().clientId(), entry.getValue().missing(), entry.getValue().expected))
                .orElse("");
        String notices = otherPackets == 0
                ? ""
                : "; %,d other packets arrived, the last: %s".formatted(otherPackets, lastOtherPacket);
        return text + missing + notices;
    }

    private Inbox inbox(LoadClient client) {
        return inboxes.computeIfAbsent(client, any -> new Inbox());
    }

    private static final class Inbox {
        private final BitSet numbers = new BitSet();
        private long expected;
        private long delivered;

        long missing() {
            return expected - delivered;
        }
    }
}
