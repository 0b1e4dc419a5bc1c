package io.waggle.system.client;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos2Result;
import io.waggle.system.server.WaggleProcess;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static io.waggle.system.time.Eventually.await;
import static io.waggle.system.time.Eventually.cause;

/** An MQTT 5 connection with hivemq-mqtt-client. */
public final class Mqtt5Connection implements MqttConnection {

    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect connect;

    public Mqtt5Connection(ConnectOptions options, Listener listener) {
        var builder = Mqtt5Client.builder()
                .identifier(options.login().did())
                .serverHost(WaggleProcess.HOST)
                .serverPort(options.port())
                .addDisconnectedListener(context -> listener.ended())
                .simpleAuth()
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
        connect = connect(options);
    }

    @Override
    public void connect() {
        await(client.connect(connect));
    }

    @Override
    public CompletableFuture<Ack> publish(Outgoing message) {
        var publish = Mqtt5Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(qos(message.qos()))
                .retain(message.retain());
        if (!message.id().isEmpty()) {
            publish = publish.userProperties().add("id", message.id()).applyUserProperties();
        }
        return client.publish(publish.build()).handle((result, failure) -> ack(result, failure));
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public void disconnect() {
        await(client.disconnect());
    }

    private static Mqtt5Connect connect(ConnectOptions options) {
        var connect = Mqtt5Connect.builder().cleanStart(true);
        if (options.protobuf()) {
            connect = connect.userProperties().add("format", "protobuf").applyUserProperties();
        }
        if (options.packetLimit() > 0) {
            connect = connect.restrictions()
                    .maximumPacketSize(options.packetLimit())
                    .applyRestrictions();
        }
        if (!options.willTopic().isEmpty()) {
            connect = connect.willPublish()
                    .topic(options.willTopic())
                    .payload("will".getBytes(StandardCharsets.UTF_8))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .applyWillPublish();
        }
        return connect.build();
    }

    public static MqttQos qos(int code) {
        return switch (code) {
            case 0 -> MqttQos.AT_MOST_ONCE;
            case 1 -> MqttQos.AT_LEAST_ONCE;
            case 2 -> MqttQos.EXACTLY_ONCE;
            default -> throw new IllegalArgumentException("QoS " + code);
        };
    }

    private static Ack ack(Mqtt5PublishResult result, Throwable failure) {
        if (failure == null) {
            return switch (result) {
                case Mqtt5Qos1Result one -> committed(one.getPubAck().getUserProperties());
                case Mqtt5Qos2Result two -> committed(two.getPubRec().getUserProperties());
                default -> new Ack.Plain();
            };
        }
        return switch (cause(failure)) {
            case Mqtt5PubAckException refused -> {
                var puback = refused.getMqttMessage();
                yield refused(
                        puback.getReasonCode().getCode(),
                        puback.getReasonString().map(Object::toString).orElse(""),
                        puback.getUserProperties());
            }
            case Mqtt5PubRecException refused -> {
                var pubrec = refused.getMqttMessage();
                yield refused(
                        pubrec.getReasonCode().getCode(),
                        pubrec.getReasonString().map(Object::toString).orElse(""),
                        pubrec.getUserProperties());
            }
            case Throwable lost -> throw new CompletionException(lost);
        };
    }

    private static Ack committed(Mqtt5UserProperties properties) {
        String seq = property(properties, "seq");
        return seq.isEmpty() ? new Ack.Plain() : new Ack.Committed(Long.parseLong(seq), property(properties, "ts"));
    }

    private static Ack refused(int reason, String code, Mqtt5UserProperties properties) {
        return new Ack.Refused(reason, code, property(properties, "detail"));
    }

    /** Returns the property's value; empty if it is missing. */
    private static String property(Mqtt5UserProperties properties, String name) {
        return properties.asList().stream()
                .filter(property -> property.getName().toString().equals(name))
                .map(Mqtt5UserProperty::getValue)
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }
}
