package io.waggle.system.message;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A packet that is sent again with DUP, because the connection ended before its PUBACK arrived, is one message. */
@ExtendWith(WaggleExtension.class)
class RedeliveryIT {

    private final WaggleProcess waggle;
    private final Login alice;
    private final Login bob;

    RedeliveryIT(WaggleProcess waggle) {
        this.waggle = waggle;
        List<Login> two = waggle.api().newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    /** The first publish on the closing connection may or may not be stored; the second one makes it certain. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publish_connectionBrokenAndResentWithId_isStoredOnce(boolean mqtt5) throws IOException {
        for (int round = 1; round <= 10; round++) {
            byte[] payload = payload(true, "round " + round);
            try (RawMqtt broken = connect(mqtt5)) {
                broken.publish(bob.inbox(), payload, round, false);
            }
            resend(mqtt5, payload, round);
        }

        assertStoredOnce(10);
    }

    /** The database is blocked while the connection ends, so that there cannot have been an answer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publish_connectionEndedBeforeTheAnswerAndResentWithoutId_isStoredOnce(boolean mqtt5) throws IOException {
        for (int round = 1; round <= 3; round++) {
            byte[] payload = payload(false, "round " + round);
            RawMqtt broken = connect(mqtt5);
            long database = waggle.databasePid();
            waggle.signal("STOP", database);
            try {
                broken.publish(bob.inbox(), payload, round, false);
                broken.closeWithoutDisconnect();
            } finally {
                waggle.signal("CONT", database);
            }
            resend(mqtt5, payload, round);
        }

        assertStoredOnce(3);
    }

    /** After the server has answered, only a message with an id can be recognised with certainty. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publish_pubackLostAndResentWithId_isStoredOnce(boolean mqtt5) throws IOException {
        byte[] payload = payload(true, "seen by bob");
        try (Phone phone = ConnectOptions.of(waggle, bob).connect();
                RawMqtt broken = connect(mqtt5)) {
            broken.publish(bob.inbox(), payload, 7, false);
            phone.awaitMessage("seen by bob");
            // It never reads the PUBACK.
            broken.reset();
            resend(mqtt5, payload, 7);
        }

        assertStoredOnce(1);
    }

    private RawMqtt connect(boolean mqtt5) throws IOException {
        RawMqtt client = new RawMqtt(waggle, mqtt5);
        assertThat(client.connect(alice)).isZero();
        return client;
    }

    private void resend(boolean mqtt5, byte[] payload, int packetId) throws IOException {
        try (RawMqtt again = connect(mqtt5)) {
            again.publish(bob.inbox(), payload, packetId, true);
            RawMqtt.Packet puback = again.await(RawMqtt.PUBACK);
            assertThat(puback.packetId()).isEqualTo(packetId);
            assertThat(puback.reason()).isZero();
        }
    }

    private void assertStoredOnce(int messages) {
        List<Entry> log = waggle.api().history(bob, waggle.api().conversationWith(bob, alice));
        assertThat(log).extracting(Entry::text).doesNotHaveDuplicates().hasSize(messages);
        assertThat(log.getLast().seq()).isEqualTo(messages);
    }

    private static byte[] payload(boolean withId, String text) {
        String json = Api.object().put("id", Ids.next()).put("text", text).toString();
        return (withId ? json : text).getBytes(StandardCharsets.UTF_8);
    }
}
