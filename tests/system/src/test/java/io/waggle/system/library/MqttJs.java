package io.waggle.system.library;

import io.waggle.system.client.Api;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.network.Endpoint;
import io.waggle.system.program.NodeProgram;
import io.waggle.system.server.WaggleProcess;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** mqtt.js over WebSocket, as in a browser. The program is {@code src/test/mqttjs/client.js}. */
final class MqttJs implements AutoCloseable {

    /** The folder of its program and packages. */
    static final String FOLDER = "mqttjs";

    private final NodeProgram program;

    /** Connects. */
    MqttJs(WaggleProcess waggle, Login login, int version, String format) {
        this(waggle.ws(), login, version, format, 0);
    }

    private MqttJs(String url, Login login, int version, String format, int reconnectMillis) {
        program = new NodeProgram(
                FOLDER,
                url,
                login.did(),
                login.accessToken(),
                Integer.toString(version),
                format,
                Integer.toString(reconnectMillis));
        program.awaitEvent("connected", event -> true);
    }

    /** Connects to an endpoint, and reconnects when the connection ends. */
    static MqttJs reconnecting(Endpoint endpoint, Login login, int version) {
        return new MqttJs(WaggleProcess.ws(endpoint.port()), login, version, "json", 200);
    }

    /** Publishes {@code 1}, {@code 2} and so on as plain text at QoS 1, all at once, and waits until all are acknowledged. */
    void publishAtOnce(String topic, int count) {
        beginToPublishAtOnce(topic, count);
        awaitPublished();
    }

    void beginToPublishAtOnce(String topic, int count) {
        program.send(Api.object().put("topic", topic).put("burst", count));
    }

    void awaitPublished() {
        program.awaitEvent("published", event -> true);
    }

    /** Waits until the server has acknowledged something. */
    void awaitAcknowledged() {
        program.awaitEvent("acknowledged", event -> true);
    }

    /** Publishes at QoS 1 and returns the acknowledgement: reasonCode and properties, or neither for MQTT 3.1.1. */
    JsonNode publish(String topic, byte[] payload) {
        String tag = Ids.next();
        program.send(Api.object()
                .put("tag", tag)
                .put("topic", topic)
                .put("payload", Base64.getEncoder().encodeToString(payload)));
        return program.awaitEvent(
                "acknowledged", event -> event.path("tag").asString().equals(tag));
    }

    /** Waits for a message on this topic that contains the bytes, and returns its payload. */
    byte[] awaitPayload(String topic, byte[] part) {
        String wanted = new String(part, StandardCharsets.ISO_8859_1);
        JsonNode event = program.awaitEvent(
                "received",
                one -> one.path("topic").asString().equals(topic)
                        && new String(payload(one), StandardCharsets.ISO_8859_1).contains(wanted));
        return payload(event);
    }

    @Override
    public void close() {
        program.close();
    }

    private static byte[] payload(JsonNode event) {
        return Base64.getDecoder().decode(event.path("payload").asString());
    }
}
