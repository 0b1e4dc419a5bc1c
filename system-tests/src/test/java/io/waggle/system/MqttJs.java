package io.waggle.system;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** mqtt.js over WebSocket, as a browser has it. The program at the other end is {@code src/test/mqttjs/client.js}. */
final class MqttJs implements AutoCloseable {

    private static final Path FOLDER = Path.of(System.getProperty("waggle.mqttjs", "src/test/mqttjs"));

    private static final Duration INSTALL = Duration.ofMinutes(2);

    private final Talk talk;

    /** Connects. */
    MqttJs(WaggleProcess waggle, Login login, int version, String format) {
        talk = new Talk(List.of(
                "node",
                FOLDER.resolve("client.js").toString(),
                "ws://" + WaggleProcess.HOST + ":" + waggle.wsPort() + "/mqtt",
                login.did(),
                login.accessToken(),
                Integer.toString(version),
                format));
        awaitEvent("connected", event -> true);
    }

    /** Installs what package-lock.json names, once. */
    static void install() throws InterruptedException {
        if (Files.exists(FOLDER.resolve("node_modules/mqtt/package.json"))) {
            return;
        }
        try (Talk npm = new Talk(List.of("npm", "ci", "--prefix", FOLDER.toString(), "--no-audit", "--no-fund"))) {
            if (npm.awaitEnd(INSTALL) != 0) {
                throw new IllegalStateException("npm ci failed: " + npm.lines());
            }
        }
    }

    /** Publishes at QoS 1 and returns the acknowledgement: reasonCode and properties, for MQTT 3.1.1 neither. */
    JsonNode publish(String topic, byte[] payload) {
        String tag = Ids.next();
        ObjectNode command = Api.object();
        command.put("tag", tag)
                .put("topic", topic)
                .put("payload", Base64.getEncoder().encodeToString(payload));
        talk.say(command.toString());
        return awaitEvent("acknowledged", event -> event.path("tag").asString().equals(tag));
    }

    /** The payload of a message on this topic that contains the bytes. */
    byte[] awaitPayload(String topic, byte[] part) {
        String wanted = new String(part, StandardCharsets.ISO_8859_1);
        JsonNode event = awaitEvent(
                "received",
                one -> one.path("topic").asString().equals(topic)
                        && new String(payload(one), StandardCharsets.ISO_8859_1).contains(wanted));
        return payload(event);
    }

    @Override
    public void close() {
        talk.close();
    }

    private static byte[] payload(JsonNode event) {
        return Base64.getDecoder().decode(event.path("payload").asString());
    }

    private JsonNode awaitEvent(String name, Predicate<JsonNode> wanted) {
        String line = talk.await(name, one -> one.startsWith("{") && isEvent(one, name, wanted));
        return Api.JSON.readTree(line);
    }

    private static boolean isEvent(String line, String name, Predicate<JsonNode> wanted) {
        JsonNode event = Api.JSON.readTree(line);
        return event.path("event").asString().equals(name) && wanted.test(event);
    }
}
