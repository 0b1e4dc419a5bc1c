package io.waggle.system.message;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Custom;
import io.waggle.protocol.v1.Send;
import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.MqttConnection;
import io.waggle.system.client.Phone;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static io.waggle.system.time.Eventually.await;
import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forbidden messages are refused with an error code, nothing of them is stored or delivered, and the connection stays: every
 * refusal is followed by a valid message on the same connection.
 */
@ExtendWith(WaggleExtension.class)
class RefusalsIT {

    private static final String UNKNOWN_ID = "0000000000001";

    /** MQTT 5's reason code. */
    private static final int PACKET_TOO_LARGE = 0x95;

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;
    private final Login stranger;
    private final String strangersGroup;

    RefusalsIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newFriends();
        alice = two.getFirst();
        bob = two.getLast();
        stranger = api.newUser("stranger");
        strangersGroup = api.group(stranger, "not yours", List.of());
    }

    @ParameterizedTest
    @EnumSource
    void badPayload_mqtt5_isRefusedInThePuback(BadPayload bad) {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            Ack ack = await(phone.publish(bob.inbox(), bad.payload()));

            assertRefused(ack, bad.code(), bad.detail());
            assertOnlyAValidMessageExists(phone);
        }
    }

    @ParameterizedTest
    @EnumSource
    void badPayload_mqtt3_isRefusedOnTheDevicesTopic(BadPayload bad) {
        try (Phone phone = ConnectOptions.of(waggle, alice).withMqtt3().connect()) {
            await(phone.publish(bob.inbox(), bad.payload()));

            assertRefusalReceived(phone, bad.code(), bad.detail());
            assertOnlyAValidMessageExists(phone);
        }
    }

    @ParameterizedTest
    @EnumSource
    void badTopic_mqtt5_isRefusedInThePuback(BadTopic bad) {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            Ack ack = await(phone.publish(outgoing(bad)));

            assertRefused(ack, bad.code(), "");
            assertOnlyAValidMessageExists(phone);
        }
    }

    @ParameterizedTest
    @EnumSource
    void badTopic_mqtt3_isRefusedOnTheDevicesTopic(BadTopic bad) {
        try (Phone phone = ConnectOptions.of(waggle, alice).withMqtt3().connect()) {
            await(phone.publish(outgoing(bad)));

            assertRefusalReceived(phone, bad.code(), "");
            assertOnlyAValidMessageExists(phone);
        }
    }

    @Test
    void refusal_atQos2_isInThePubrec() {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            Ack ack = await(phone.publish(bob.inbox(), bytes("{"), 2));

            assertRefused(ack, ErrorCode.INVALID_PAYLOAD, "");
            assertOnlyAValidMessageExists(phone);
        }
    }

    @Test
    void refusal_atQos0_isOnTheDevicesTopic() {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            await(phone.publish(bob.inbox(), bytes("{"), 0));

            assertRefusalReceived(phone, ErrorCode.INVALID_PAYLOAD, "");
            assertOnlyAValidMessageExists(phone);
        }
    }

    @Test
    void refusal_ofAMessageWithId_mqtt3_namesTheId() {
        String id = Ids.next();
        try (Phone phone = ConnectOptions.of(waggle, alice).withMqtt3().connect()) {
            await(phone.say(stranger.inbox(), id, "hello?"));

            assertThat(assertRefusalReceived(phone, ErrorCode.NOT_FRIENDS, "")
                            .path("id")
                            .asString())
                    .isEqualTo(id);
        }
    }

    @Test
    void userPropertyId_notAUuid_isRefused() {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            Ack ack = await(
                    phone.publish(new MqttConnection.Outgoing(bob.inbox(), bytes("hi"), 1, false, "' or 1=1 --")));

            assertRefused(ack, ErrorCode.INVALID_PAYLOAD, "id");
            assertOnlyAValidMessageExists(phone);
        }
    }

    @Test
    void badProtobuf_isRefused() {
        byte[] tooLong = Send.newBuilder()
                .setContent(Content.newBuilder().setText("x".repeat(8193)))
                .build()
                .toByteArray();
        byte[] namelessCustom = Send.newBuilder()
                .setContent(Content.newBuilder().setCustom(Custom.getDefaultInstance()))
                .build()
                .toByteArray();
        try (Phone phone = ConnectOptions.of(waggle, alice).withProtobuf().connect()) {
            assertRefused(await(phone.publish(bob.inbox(), bytes("plain"))), ErrorCode.INVALID_PAYLOAD, "");
            assertRefused(await(phone.publish(bob.inbox(), tooLong)), ErrorCode.TOO_LONG, "8192");
            assertRefused(await(phone.publish(bob.inbox(), namelessCustom)), ErrorCode.INVALID_PAYLOAD, "custom");
            assertOnlyAValidMessageExists(phone);
        }
    }

    @Test
    void groupOfOthersAndUnknownGroup_areRefusedAlike() {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            Ack others = phone.say("to/g/" + strangersGroup, "let me in");
            Ack unknown = phone.say("to/g/" + UNKNOWN_ID, "let me in");

            assertRefused(others, ErrorCode.NOT_A_MEMBER, "");
            assertThat(unknown).isEqualTo(others);
            assertThat(api.messages(stranger, strangersGroup)).isEmpty();
        }
    }

    @Test
    void strangerAndUnknownUser_areRefusedAlike() {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            Ack known = phone.say(stranger.inbox(), "hello?");

            assertRefused(known, ErrorCode.NOT_FRIENDS, "");
            assertThat(phone.say("to/u/" + UNKNOWN_ID, "hello?")).isEqualTo(known);
            assertThat(phone.say("to/u/@" + stranger.username(), "hello?")).isEqualTo(known);
            assertThat(phone.say("to/u/@nobody-of-that-name", "hello?")).isEqualTo(known);
            assertThat(api.conversations(stranger)).hasSize(1);
        }
    }

    @Test
    void packetTooLarge_endsOnlyThatConnection() throws IOException {
        try (Phone other = ConnectOptions.of(waggle, bob).connect();
                RawMqtt raw = new RawMqtt(waggle, true)) {
            assertThat(raw.connect(alice)).isZero();
            raw.beginPublish(300 * 1024);

            assertThat(raw.await(RawMqtt.DISCONNECT).reasonOfEnd()).isEqualTo(PACKET_TOO_LARGE);
            raw.awaitEnd();

            assertThat(other.isConnected()).isTrue();
            try (Phone again = ConnectOptions.of(waggle, alice).connect()) {
                assertOnlyAValidMessageExists(again);
            }
        }
    }

    private MqttConnection.Outgoing outgoing(BadTopic bad) {
        String topic = bad.topic(alice, bob, strangersGroup);
        return new MqttConnection.Outgoing(topic, bytes("sneaked in"), 1, bad == BadTopic.RETAINED, "");
    }

    private static void assertRefused(Ack ack, ErrorCode code, String detail) {
        assertThat(ack).isInstanceOfSatisfying(Ack.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code.wireName());
            assertThat(refused.reason()).isEqualTo(code.mqttReason());
            assertThat(refused.detail()).contains(detail);
        });
    }

    private static JsonNode assertRefusalReceived(Phone phone, ErrorCode code, String detail) {
        eventually("a refusal arrives", () -> !phone.refusals().isEmpty());
        JsonNode refusal = phone.refusals().getFirst();
        assertThat(refusal.path("code").asString()).isEqualTo(code.wireName());
        assertThat(refusal.path("detail").asString()).contains(detail);
        return refusal;
    }

    /** Asserts that only the valid message exists, on the same connection, live and in the history. */
    private void assertOnlyAValidMessageExists(Phone phone) {
        try (Phone receiver = ConnectOptions.of(waggle, bob).connect()) {
            phone.say(bob.inbox(), "a good one");
            receiver.awaitMessage("a good one");

            assertThat(phone.isConnected()).isTrue();
            assertThat(receiver.received()).hasSize(1);
            assertThat(api.history(bob, api.conversationWith(bob, alice)))
                    .extracting(Entry::text)
                    .containsExactly("a good one");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
