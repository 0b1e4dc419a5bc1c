package io.waggle.benchmarks.soak;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.waggle.benchmarks.soak.SoakUsers.Friends;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The traffic of connected devices: bursts of messages, refused messages, subscriptions, and receivers that do not read. */
final class MessagingActivities {

    /** The number of unacknowledged messages that the server allows a client. */
    private static final int WINDOW = 10;

    private static final int BURST = 100;
    private static final int LARGE_BURST = 60;
    private static final int MISSED = 20;
    private static final int FOR_SLOW_READERS = 150;
    private static final int FILTERS = 40;
    private static final int REFUSED = 0x80;
    private static final int PACKET_TOO_LARGE = 300_000;
    private static final String LONG_TEXT = "honey ".repeat(700);

    private static final List<String> REFUSED_TOPICS = List.of(
            "to/u/0000000000002", "to/u/nobody", "to/g/0000000000002", "elsewhere", "$SYS/x", "now/u/0000000000002");
    private static final List<String> REFUSED_FILTERS =
            List.of("+", "+/x", "$share/a", "$SYS", "d/0000000000002", "g/0000000000002", "p/0000000000002");

    private final SoakUsers users;
    private final Friends burstUsers;
    private final Friends offline;
    private final Friends slow;
    private final Friends watchers;
    private final Friends typists;
    private final SoakUser burstSender;
    private final SoakUser refusedSender;
    private final SoakUser oversizedSender;
    private final SoakUser requester;

    MessagingActivities(SoakUsers users) throws IOException, InterruptedException {
        this.users = users;
        burstUsers = users.newFriends();
        offline = users.newFriends();
        slow = users.newFriends();
        watchers = users.newFriends();
        typists = users.newFriends();
        burstSender = users.newUser();
        refusedSender = users.newUser();
        oversizedSender = users.newUser();
        requester = users.newUser();
    }

    List<Activity> activities() {
        return List.of(
                new Activity("bursts of messages", 6, this::burst),
                new Activity("bursts over the receive maximum", 4, this::burstOverReceiveMaximum),
                new Activity("bursts of refused publishes", 6, this::refusedPublishes),
                new Activity("reconnects with missed messages", 10, this::reconnectWithMissed),
                new Activity("slow consumers", 4, this::slowConsumer),
                new Activity("subscriptions and refused ones", 12, this::subscribe),
                new Activity("ephemeral messages", 10, this::ephemeral),
                new Activity("requests over MQTT", 20, this::requests),
                new Activity("oversized packets", 6, this::oversized));
    }

    private void burst(int turn) throws IOException, InterruptedException {
        try (MqttConnection sender = burstUsers.one().connect();
                MqttConnection receiver = burstUsers.other().connect()) {
            for (int i = 0; i < BURST; i++) {
                if (i >= WINDOW) {
                    accepted(sender.await(MqttMessageType.PUBACK));
                }
                sender.publish("to/u/" + burstUsers.other().uid(), MqttQoS.AT_LEAST_ONCE, burstMessage(turn, i));
            }
            for (int i = 0; i < WINDOW; i++) {
                accepted(sender.await(MqttMessageType.PUBACK));
            }
            awaitText(receiver, name(turn, BURST - 1));
            sender.disconnect();
            receiver.disconnect();
        }
    }

    /** Some of the messages expire, so that the expiry has work. */
    private static byte[] burstMessage(int turn, int number) {
        String expiry = number % 10 == 0 ? ",\"expiresAt\":\"" + Instant.now().plusSeconds(60) + "\"" : "";
        return ("{\"text\":\"" + name(turn, number) + "\"" + expiry + "}").getBytes(UTF_8);
    }

    /**
     * Sends more messages than the receive maximum, like a client that ignores it: the server takes them or closes the
     * connection.
     */
    private void burstOverReceiveMaximum(int turn) throws IOException, InterruptedException {
        try (MqttConnection connection = burstSender.connect()) {
            for (int i = 0; i < LARGE_BURST; i++) {
                connection.publish(
                        "to/u/" + burstSender.uid(),
                        MqttQoS.AT_LEAST_ONCE,
                        name(turn, i).getBytes(UTF_8));
            }
            for (int i = 0; i < LARGE_BURST; i++) {
                connection.await(MqttMessageType.PUBACK);
            }
        } catch (EOFException | SocketException cut) {
            // Both outcomes are allowed.
            return;
        }
    }

    private void refusedPublishes(int turn) throws IOException, InterruptedException {
        try (MqttConnection connection = refusedSender.connect()) {
            for (int i = 0; i < BURST; i++) {
                String topic = REFUSED_TOPICS.get(i % REFUSED_TOPICS.size());
                connection.publish(topic, MqttQoS.AT_LEAST_ONCE, name(turn, i).getBytes(UTF_8));
                if (reason(connection.await(MqttMessageType.PUBACK)) < REFUSED) {
                    throw new IOException("a message to " + topic + " was accepted, but must be refused");
                }
            }
            String own = "to/u/" + refusedSender.uid();
            connection.publish(own, MqttQoS.AT_LEAST_ONCE, "{\"text\":5}".getBytes(UTF_8));
            connection.publish(own, MqttQoS.AT_LEAST_ONCE, LONG_TEXT.repeat(3).getBytes(UTF_8));
            connection.publish(own, MqttQoS.AT_LEAST_ONCE, new byte[0]);
            for (int i = 0; i < 3; i++) {
                if (reason(connection.await(MqttMessageType.PUBACK)) < REFUSED) {
                    throw new IOException("a payload was accepted that must be refused");
                }
            }
            connection.disconnect();
        }
    }

    private void reconnectWithMissed(int turn) throws IOException, InterruptedException {
        for (int i = 0; i < MISSED; i++) {
            users.api()
                    .post(
                            "/v1/messages",
                            offline.one().token(),
                            Map.of("to", Map.of("u", offline.other().uid()), "text", name(turn, i)));
        }
        try (MqttConnection connection = offline.other().connect()) {
            awaitText(connection, name(turn, MISSED - 1));
            connection.disconnect();
        }
    }

    /** Reads nothing while many messages arrive, is disconnected, and catches up on its next connection. */
    private void slowConsumer(int turn) throws IOException, InterruptedException {
        try (MqttConnection sender = slow.one().connect();
                MqttConnection reader = slow.other().connect()) {
            for (int i = 0; i < FOR_SLOW_READERS; i++) {
                byte[] text = (LONG_TEXT + name(turn, i)).getBytes(UTF_8);
                sender.publish("to/u/" + slow.other().uid(), MqttQoS.AT_LEAST_ONCE, text);
                accepted(sender.await(MqttMessageType.PUBACK));
            }
            sender.disconnect();
            reader.reset();
        }
        try (MqttConnection again = slow.other().connect()) {
            awaitText(again, name(turn, FOR_SLOW_READERS - 1));
            again.disconnect();
        }
    }

    private void subscribe(int turn) throws IOException, InterruptedException {
        try (MqttConnection connection = watchers.one().connect()) {
            var subscribe = MqttMessageBuilders.subscribe()
                    .messageId(connection.nextPacketId())
                    .addSubscription(
                            MqttQoS.AT_LEAST_ONCE, "d/" + watchers.one().did())
                    .addSubscription(
                            MqttQoS.AT_LEAST_ONCE, "p/" + watchers.other().uid());
            for (int i = 0; i < FILTERS; i++) {
                String filter = REFUSED_FILTERS.get(i % REFUSED_FILTERS.size()) + "/" + i;
                subscribe.addSubscription(MqttQoS.AT_LEAST_ONCE, i == 0 ? "#" : filter);
            }
            connection.send(subscribe.build());
            MqttSubAckMessage answer = (MqttSubAckMessage) connection.await(MqttMessageType.SUBACK);
            List<Integer> codes = answer.payload().reasonCodes();
            if (codes.get(0) >= REFUSED || codes.get(1) >= REFUSED) {
                throw new IOException("the device's own topic or a friend's presence was refused: " + codes);
            }
            if (codes.stream().skip(2).anyMatch(code -> code < REFUSED)) {
                throw new IOException("a filter was accepted that must be refused: " + codes);
            }
            connection.send(MqttMessageBuilders.unsubscribe()
                    .messageId(connection.nextPacketId())
                    .addTopicFilter("p/" + watchers.other().uid())
                    .build());
            connection.await(MqttMessageType.UNSUBACK);
            connection.disconnect();
        }
    }

    private void ephemeral(int turn) throws IOException, InterruptedException {
        try (MqttConnection sender = typists.one().connect();
                MqttConnection receiver = typists.other().connect()) {
            for (int i = 0; i < WINDOW; i++) {
                sender.publish(
                        "now/u/" + typists.other().uid(), MqttQoS.AT_LEAST_ONCE, "{\"typing\":true}".getBytes(UTF_8));
                accepted(sender.await(MqttMessageType.PUBACK));
            }
            awaitText(receiver, "\"typing\":true");
            sender.disconnect();
            receiver.disconnect();
        }
    }

    private void requests(int turn) throws IOException, InterruptedException {
        try (MqttConnection connection = requester.connect()) {
            for (String method :
                    List.of("me", "conversations.list", "friends.list", "devices.list", "no-such-method")) {
                connection.publish("rpc/" + method, MqttQoS.AT_LEAST_ONCE, "{\"id\":\"1\"}".getBytes(UTF_8));
                awaitText(connection, method.equals("no-such-method") ? "error" : "\"answer\"");
            }
            connection.disconnect();
        }
    }

    private void oversized(int turn) throws IOException, InterruptedException {
        try (MqttConnection connection = oversizedSender.connect()) {
            connection.sendBytes(new byte[] {
                0x32,
                (byte) ((PACKET_TOO_LARGE & 0x7f) | 0x80),
                (byte) (((PACKET_TOO_LARGE >> 7) & 0x7f) | 0x80),
                (byte) (PACKET_TOO_LARGE >> 14)
            });
            connection.awaitEnd();
        }
    }

    private static String name(int turn, int number) {
        return "message " + number + " of turn " + turn + ".";
    }

    private static void awaitText(MqttConnection connection, String text) throws IOException {
        while (true) {
            MqttMessage message = connection.await(MqttMessageType.PUBLISH);
            if (((MqttPublishMessage) message).payload().toString(UTF_8).contains(text)) {
                return;
            }
        }
    }

    private static void accepted(MqttMessage puback) throws IOException {
        if (reason(puback) >= REFUSED) {
            throw new IOException("a message was refused with reason " + reason(puback));
        }
    }

    /** Returns the reason code. A PUBACK without one means success. */
    private static int reason(MqttMessage puback) {
        MqttMessageIdVariableHeader header = (MqttMessageIdVariableHeader) puback.variableHeader();
        return header instanceof MqttPubReplyMessageVariableHeader reply ? reply.reasonCode() & 0xff : 0;
    }
}
