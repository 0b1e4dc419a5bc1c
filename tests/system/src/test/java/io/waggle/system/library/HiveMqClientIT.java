package io.waggle.system.library;

import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.MqttConnection;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** hivemq-mqtt-client with every protocol and transport: each exchanges messages with a client over MQTT 5 and JSON. */
@ExtendWith(WaggleExtension.class)
class HiveMqClientIT {

    private final WaggleProcess waggle;
    private final Login alice;
    private final Login bob;
    private final String group;

    HiveMqClientIT(WaggleProcess waggle) {
        this.waggle = waggle;
        List<Login> two = waggle.api().newUsers("hivemq", 2);
        alice = two.getFirst();
        bob = two.getLast();
        group = waggle.api().groupOf(two);
    }

    /** How alice connects. Bob uses MQTT 5 with JSON. */
    enum Protocol {
        MQTT5,
        MQTT5_PROTOBUF,
        MQTT3;

        ConnectOptions of(ConnectOptions plain) {
            return switch (this) {
                case MQTT5 -> plain;
                case MQTT5_PROTOBUF -> plain.withProtobuf();
                case MQTT3 -> plain.withMqtt3();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void overTcp_toUserAndGroup_arrivesInBothDirections(Protocol protocol) {
        converse(protocol.of(ConnectOptions.of(waggle, alice)));
    }

    @ParameterizedTest
    @EnumSource
    void overWebSocket_toUserAndGroup_arrivesInBothDirections(Protocol protocol) {
        converse(protocol.of(ConnectOptions.of(waggle, alice)).withWebSocket(waggle));
    }

    @Test
    void plainText_withUserPropertyId_keepsTheId() {
        String id = Ids.next();
        try (Phone a = ConnectOptions.of(waggle, alice).connect();
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            byte[] plain = "plain with id".getBytes(StandardCharsets.UTF_8);

            Eventually.await(a.publish(new MqttConnection.Outgoing(bob.inbox(), plain, 1, false, id)));

            assertThat(b.awaitMessage("plain with id").id()).isEqualTo(id);
        }
    }

    @Test
    void otherDeviceOfTheSender_receivesTheMessage_theSendingDeviceDoesNot() {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect();
                Phone tablet = ConnectOptions.of(waggle, waggle.api().login(alice.username()))
                        .connect();
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            phone.say(bob.inbox(), "from my phone");
            phone.say("to/g/" + group, "from my phone to all");
            tablet.awaitMessage("from my phone");
            tablet.awaitMessage("from my phone to all");
            // A later message shows that these messages are not still under way.
            b.say(alice.inbox(), "answer");
            b.say("to/g/" + group, "answer to all");
            phone.awaitMessage("answer");
            phone.awaitMessage("answer to all");

            assertThat(phone.messages()).extracting(Entry::text).containsExactlyInAnyOrder("answer", "answer to all");
        }
    }

    @Test
    void newGroup_connectedMembers_receiveItsMessages() {
        try (Phone a = ConnectOptions.of(waggle, alice).connect();
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            String later = waggle.api().group(alice, "later", List.of(bob));
            Eventually.eventually(
                    "bob is notified",
                    () -> b.received().stream()
                            .anyMatch(one -> one.body()
                                    .path("groupJoined")
                                    .path("gid")
                                    .asString("")
                                    .equals(later)));

            a.say("to/g/" + later, "welcome");

            assertThat(b.awaitMessage("welcome").conversation()).isEqualTo(later);
        }
    }

    private void converse(ConnectOptions options) {
        try (Phone a = options.connect();
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            a.say(bob.inbox(), "to bob");
            b.say("to/u/@" + alice.username(), "to alice");
            a.say("to/g/" + group, "alice to all");
            b.say("to/g/" + group, "bob to all");

            assertThat(b.awaitMessage("to bob").from()).isEqualTo(alice.uid());
            assertThat(a.awaitMessage("to alice").from()).isEqualTo(bob.uid());
            assertThat(b.awaitMessage("alice to all").conversation()).isEqualTo(group);
            assertThat(a.awaitMessage("bob to all").conversation()).isEqualTo(group);
        }
    }
}
