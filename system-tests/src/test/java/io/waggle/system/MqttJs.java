package io.waggle.system;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** mqtt.js over WebSocket, as a browser has it. The program at the other end is {@code src/test/mqttjs/client.js}. */
final class MqttJs implements AutoCloseable {

    /** Its program and packages. */
    static final String FOLDER = "mqttjs";

    private final NodeProgram program;

    /** Connects. */
    MqttJs(WaggleProcess waggle, Login login, int version, String format) {
        program = new NodeProgram(
                FOLDER, waggle.ws(), login.did(), login.accessToken(), Integer.toString(version), format);
        program.awaitEvent("connected", event -> true);
    }

    /** Publishes at QoS 1 and returns the acknowledgement: reasonCode and properties, for MQTT 3.1.1 neither. */
    JsonNode publish(String topic, byte[] payload) {
        String tag = Ids.next();
        program.tell(Api.object()
                .put("tag", tag)
                .put("topic", topic)
                .put("payload", Base64.getEncoder().encodeToString(payload)));
        return program.awaitEvent(
                "acknowledged", event -> event.path("tag").asString().equals(tag));
    }

    /** The payload of a message on this topic that contains the bytes. */
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
