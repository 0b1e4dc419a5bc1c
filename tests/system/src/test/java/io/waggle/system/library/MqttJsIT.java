package io.waggle.system.library;

import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Send;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.network.BreakableProxy;
import io.waggle.system.program.NodeProgram;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** mqtt.js over WebSocket, with both versions of MQTT (it calls 3.1.1 version 4). */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"node", "npm"},
        install = "apt-get install nodejs npm")
class MqttJsIT {

    /** The maximum number of acknowledgements that are lost with one connection. */
    private static final int LOST_ACKNOWLEDGEMENTS = 64;

    private final WaggleProcess waggle;
    private final Login alice;
    private final Login bob;
    private final String group;

    MqttJsIT(WaggleProcess waggle) {
        this.waggle = waggle;
        List<Login> two = waggle.api().newUsers("mqttjs", 2);
        alice = two.getFirst();
        bob = two.getLast();
        group = waggle.api().groupOf(two);
    }

    @BeforeAll
    static void install() throws InterruptedException {
        NodeProgram.install(MqttJs.FOLDER);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 4})
    void publish_plainAndJson_arrivesInBothDirections(int version) {
        try (MqttJs a = new MqttJs(waggle, alice, version, "json");
                MqttJs b = new MqttJs(waggle, bob, version, "json")) {
            a.publish(bob.inbox(), bytes("plain to bob"));
            b.publish(alice.inbox(), bytes("{\"text\":\"JSON to alice\"}"));
            a.publish("to/g/" + group, bytes("{\"text\":\"JSON to all\"}"));
            b.publish("to/g/" + group, bytes("plain to all"));

            assertThat(b.awaitPayload(bob.deviceTopic(), bytes("plain to bob"))).isNotEmpty();
            assertThat(a.awaitPayload(alice.deviceTopic(), bytes("JSON to alice")))
                    .isNotEmpty();
            assertThat(b.awaitPayload("g/" + group, bytes("JSON to all"))).isNotEmpty();
            assertThat(a.awaitPayload("g/" + group, bytes("plain to all"))).isNotEmpty();
        }
    }

    @Test
    void publish_protobuf_arrivesInBothDirections() throws Exception {
        try (MqttJs a = new MqttJs(waggle, alice, 5, "protobuf");
                MqttJs b = new MqttJs(waggle, bob, 5, "json")) {
            a.publish(bob.inbox(), send("binary to bob"));
            a.publish("to/g/" + group, send("binary to all"));
            b.publish(alice.inbox(), bytes("JSON to alice"));
            b.publish("to/g/" + group, bytes("JSON to all"));

            assertThat(b.awaitPayload(bob.deviceTopic(), bytes("binary to bob")))
                    .isNotEmpty();
            assertThat(b.awaitPayload("g/" + group, bytes("binary to all"))).isNotEmpty();
            byte[] toAlice = a.awaitPayload(alice.deviceTopic(), bytes("JSON to alice"));
            assertThat(Down.parseFrom(toAlice).getMessage().getContent().getText())
                    .isEqualTo("JSON to alice");
            assertThat(a.awaitPayload("g/" + group + "/pb", bytes("JSON to all")))
                    .isNotEmpty();
        }
    }

    @Test
    void publish_isAcknowledgedWithItsNumber() {
        try (MqttJs a = new MqttJs(waggle, alice, 5, "json")) {
            JsonNode ack = a.publish("to/g/" + group, bytes("counted"));

            assertThat(ack.path("reasonCode").asInt()).isZero();
            assertThat(ack.path("properties").path("userProperties").path("seq").asString())
                    // After the two entries of the group's creation.
                    .isEqualTo("3");
        }
    }

    @Test
    void publish_refused_getsTheReasonAndStaysConnected() {
        try (MqttJs a = new MqttJs(waggle, alice, 5, "json")) {
            JsonNode refusal = a.publish("to/g/0000000000000", bytes("nobody there"));
            JsonNode good = a.publish("to/g/" + group, bytes("still here"));

            assertThat(refusal.path("reasonCode").asInt()).isEqualTo(0x87);
            assertThat(refusal.path("properties").path("reasonString").asString())
                    .isEqualTo("not-a-member");
            assertThat(good.path("reasonCode").asInt()).isZero();
        }
    }

    /** mqtt.js ignores the server's Receive Maximum. */
    @ParameterizedTest
    @CsvSource({"400, 5", "5000, 5", "5000, 4"})
    void publish_manyAtOnceWithoutIds_eachStoredOnceAndInOrder(int count, int version) {
        try (MqttJs a = MqttJs.reconnecting(waggle::wsPort, alice, version)) {
            a.publishAtOnce("to/g/" + group, count);
        }

        assertThat(texts()).isEqualTo(numbers(count));
    }

    /** Only messages whose acknowledgement was lost with the connection may come twice. */
    @ParameterizedTest
    @ValueSource(ints = {5, 4})
    void publish_connectionCut_eachStoredInOrderAndFewTwice(int version) {
        int count = 2_000;
        try (BreakableProxy proxy = new BreakableProxy(waggle::wsPort);
                MqttJs a = MqttJs.reconnecting(proxy, alice, version)) {
            a.beginToPublishAtOnce("to/g/" + group, count);
            a.awaitAcknowledged();
            proxy.cut();
            a.awaitPublished();
        }

        List<String> texts = texts();
        assertThat(texts.stream().distinct().toList()).isEqualTo(numbers(count));
        assertThat(texts.size() - count).isLessThanOrEqualTo(LOST_ACKNOWLEDGEMENTS);
    }

    private List<String> texts() {
        return waggle.api().messages(alice, group).stream().map(Entry::text).toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    private static byte[] send(String text) {
        return Send.newBuilder()
                .setContent(Content.newBuilder().setText(text))
                .build()
                .toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
