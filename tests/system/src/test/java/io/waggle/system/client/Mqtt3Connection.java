package io.waggle.system.client;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.waggle.system.server.WaggleProcess;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import static io.waggle.system.time.Eventually.await;

/** An MQTT 3.1.1 connection with hivemq-mqtt-client. The protocol allows a password only with a username. */
public final class Mqtt3Connection implements MqttConnection {

    private final Mqtt3AsyncClient client;

    public Mqtt3Connection(ConnectOptions options, Listener listener) {
        var builder = Mqtt3Client.builder()
                .identifier(options.login().did())
                .serverHost(WaggleProcess.HOST)
                .serverPort(options.port())
                .addDisconnectedListener(context -> listener.ended())
                .simpleAuth()
                .username(options.login().username())
                .password(options.login().accessToken().getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth();
        if (options.webSocket()) {
            builder = builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig();
        }
        client = builder.buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                publish -> listener.received(
                        publish.getTopic().toString(), publish.getPayloadAsBytes(), publish::acknowledge),
                true);
    }

    @Override
    public void connect() {
        await(client.connectWith().cleanSession(true).send());
    }

    @Override
    public CompletableFuture<Ack> publish(Outgoing message) {
        return client.publish(Mqtt3Publish.builder()
                        .topic(message.topic())
                        .payload(message.payload())
                        .qos(Mqtt5Connection.qos(message.qos()))
                        .retain(message.retain())
                        .build())
                .thenApply(done -> new Ack.Plain());
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public void disconnect() {
        await(client.disconnect());
    }
}
