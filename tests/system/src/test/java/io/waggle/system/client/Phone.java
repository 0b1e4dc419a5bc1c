package io.waggle.system.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Send;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static io.waggle.system.time.Eventually.await;
import static io.waggle.system.time.Eventually.eventually;

/**
 * A device over MQTT that records what it receives, protobuf as JSON too.
 *
 * <p>It does not subscribe, because the server subscribes it.
 */
public final class Phone implements AutoCloseable {

    /**
     * A received message.
     *
     * @param payload the received bytes
     * @param body the JSON form
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Received(String topic, byte[] payload, JsonNode body) {}

    private final ConnectOptions options;
    private final MqttConnection connection;
    private final List<Received> received = new ArrayList<>();

    Phone(ConnectOptions options) {
        this.options = options;
        this.connection = options.mqtt3()
                ? new Mqtt3Connection(options, this::receive)
                : new Mqtt5Connection(options, this::receive);
        connection.connect();
    }

    public Login login() {
        return options.login();
    }

    // Sending
    // -----------------------------------------------------------------------------------------------------------

    /** Sends a text in the connection's format, at QoS 1, and waits for the acknowledgement. */
    public Ack say(String topic, String text) {
        return await(sayWithoutId(topic, text));
    }

    public CompletableFuture<Ack> sayWithoutId(String topic, String text) {
        return publish(topic, text(text));
    }

    /** Sends a text with a client message id in the payload. */
    public CompletableFuture<Ack> say(String topic, String id, String text) {
        return publish(topic, text(id, text));
    }

    public CompletableFuture<Ack> publish(String topic, byte[] payload) {
        return publish(topic, payload, 1);
    }

    public CompletableFuture<Ack> publish(String topic, byte[] payload, int qos) {
        return connection.publish(new MqttConnection.Outgoing(topic, payload, qos, false, ""));
    }

    public CompletableFuture<Ack> publish(MqttConnection.Outgoing message) {
        return connection.publish(message);
    }

    private byte[] text(String text) {
        return options.protobuf() ? send(text).build().toByteArray() : text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] text(String id, String text) {
        return options.protobuf()
                ? send(text).setId(Ids.bytes(id)).build().toByteArray()
                : Api.object().put("id", id).put("text", text).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Send.Builder send(String text) {
        return Send.newBuilder().setContent(Content.newBuilder().setText(text));
    }

    // Receiving
    // ---------------------------------------------------------------------------------------------------------

    /** Returns everything that has arrived so far. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Returns the received messages of conversations, without the changes of groups. */
    public List<Entry> messages() {
        return received().stream()
                .filter(one -> one.body().has("seq") && !one.body().has("change"))
                .map(one -> Entry.of(one.body()))
                .toList();
    }

    /** Returns the refusals on the device's own topic, where MQTT 3.1.1 gets them. */
    public List<JsonNode> refusals() {
        return received().stream()
                .filter(one -> one.topic().equals(login().deviceTopic()))
                .filter(one -> one.body().has("error"))
                .map(one -> one.body().path("error"))
                .toList();
    }

    /** Waits for a message with this text. */
    public Entry awaitMessage(String text) {
        eventually(login().username() + " receives '" + text + "'", () -> has(text));
        return messages().stream()
                .filter(message -> message.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    public boolean has(String text) {
        return messages().stream().anyMatch(message -> message.text().equals(text));
    }

    public boolean isConnected() {
        return connection.isConnected();
    }

    @Override
    public void close() {
        if (connection.isConnected()) {
            connection.disconnect();
        }
    }

    /** Called by the client's threads, one message at a time. */
    private void receive(String topic, byte[] payload, Runnable acknowledge) {
        Received one = new Received(topic, payload, Api.JSON.readTree(options.protobuf() ? json(payload) : payload));
        // Both under the lock: a thread that sees the message may disconnect, and then it could not be acknowledged any
        // more.
        synchronized (received) {
            received.add(one);
            acknowledge.run();
        }
    }

    private static byte[] json(byte[] down) {
        try {
            return Payloads.writeDown(Format.JSON, Down.parseFrom(down));
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("not a protobuf Down", malformed);
        }
    }
}
