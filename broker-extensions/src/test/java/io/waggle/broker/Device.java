package io.waggle.broker;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.waggle.protocol.Id;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** An MQTT 5 client of one device, which records what it receives. */
public final class Device implements AutoCloseable {

    /** Long enough for a few of the node's ticks, also on a machine that pauses for seconds. */
    public static final int PATIENCE_SECONDS = 60;

    public final Id uid;
    public final Id did;
    public final Mqtt5AsyncClient client;
    public final BlockingQueue<Mqtt5Publish> received = new LinkedBlockingQueue<>();
    public final CompletableFuture<Throwable> disconnected = new CompletableFuture<>();

    public Device(int port, Id uid, Id did, UnaryOperator<Mqtt5ClientBuilder> change) {
        this.uid = uid;
        this.did = did;
        this.client = change.apply(Mqtt5Client.builder()
                        .identifier(did.toString())
                        .serverHost("127.0.0.1")
                        .serverPort(port)
                        .addDisconnectedListener(context -> disconnected.complete(context.getCause())))
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::receive, true);
    }

    public Device(int port, Id uid, Id did) {
        this(port, uid, did, builder -> builder);
    }

    /** Acknowledges first, so that a later DISCONNECT follows the acknowledgement. */
    private void receive(Mqtt5Publish publish) {
        publish.acknowledge();
        received.add(publish);
    }

    public Device connect(String password) {
        client.connect(request(password).build()).join();
        return this;
    }

    public static com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder request(String password) {
        return Mqtt5Connect.builder()
                .simpleAuth()
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth();
    }

    public Mqtt5PublishResult send(String topic, String payload) {
        return publish(Mqtt5Publish.builder()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(payload.getBytes(StandardCharsets.UTF_8))
                        .build())
                .join();
    }

    public CompletableFuture<Mqtt5PublishResult> publish(Mqtt5Publish publish) {
        return client.publish(publish);
    }

    public Mqtt5Publish next() throws InterruptedException {
        Mqtt5Publish publish = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (publish == null) {
            throw new AssertionError("nothing was received");
        }
        return publish;
    }

    public String nextText() throws InterruptedException {
        return text(next());
    }

    public static String text(Mqtt5Publish publish) {
        return new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    /** Returns the cause of a client's failed operation. */
    public static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return type.cast(Objects.requireNonNull(cause));
    }

    @Override
    public void close() {
        Throwable fault = client.disconnect().handle((done, failure) -> failure).join();
        // The broker may have ended the connection first.
        assertThat(fault)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        gone -> assertThat(gone).isInstanceOf(MqttClientStateException.class));
    }
}
