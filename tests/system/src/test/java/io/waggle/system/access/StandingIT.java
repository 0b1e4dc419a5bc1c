package io.waggle.system.access;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.MachineTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;

import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/** A user who may no longer be connected is disconnected within a second. */
@ExtendWith(WaggleExtension.class)
@Isolated("a ban must take effect within a second")
class StandingIT {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ADMINISTRATIVE_ACTION = 0x98;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int NOT_AUTHORIZED_3 = 5;

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;

    StandingIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        alice = api.newUser("alice");
        bob = api.newUser("bob");
        api.befriend(alice, bob);
    }

    @Test
    void ban_connected_isDisconnectedWithTheReason() throws IOException {
        try (RawMqtt raw = new RawMqtt(waggle, true)) {
            assertThat(raw.connect(alice)).isZero();

            Duration before = MachineTime.now();
            api.ban(alice);

            RawMqtt.Packet disconnect = raw.await(RawMqtt.DISCONNECT);
            assertThat(MachineTime.now().minus(before)).isLessThan(SECOND);
            assertThat(disconnect.body()[0] & 0xff).isEqualTo(ADMINISTRATIVE_ACTION);
            assertThat(disconnect.text()).contains("banned");
            raw.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ban_connected_receivesNothingUntilUnbanned(boolean mqtt3) throws IOException {
        try (Phone banned = connectPhone(alice, mqtt3);
                Phone friend = connectPhone(bob, mqtt3)) {
            friend.say(alice.inbox(), "before");
            banned.awaitMessage("before");

            api.ban(alice);
            within(SECOND, "the banned user is disconnected", () -> !banned.isConnected());
            friend.say(alice.inbox(), "meanwhile");

            assertThat(banned.has("meanwhile")).isFalse();
            assertThat(connect(alice, true)).isEqualTo(NOT_AUTHORIZED);
            assertThat(connect(alice, false)).isEqualTo(NOT_AUTHORIZED_3);
        }
        api.unban(alice);
        try (Phone back = connectPhone(alice, mqtt3);
                Phone friend = connectPhone(bob, mqtt3)) {
            friend.say(alice.inbox(), "after");
            back.awaitMessage("after");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passwordChange_otherDevices_areDisconnected(boolean mqtt3) {
        Login tablet = api.login(alice.username());
        try (Phone own = connectPhone(alice, mqtt3);
                Phone other = connectPhone(tablet, mqtt3);
                Phone friend = connectPhone(bob, mqtt3)) {
            api.put(
                            alice,
                            "/v1/me/password",
                            Api.object().put("oldPassword", Api.PASSWORD).put("newPassword", "another horse battery"))
                    .expect(204);

            within(SECOND, "the other device is disconnected", () -> !other.isConnected());
            friend.say(alice.inbox(), "still there?");
            own.awaitMessage("still there?");
            assertThat(other.has("still there?")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deactivation_connected_isDisconnectedAndItsMessagesStay(boolean mqtt3) {
        try (Phone leaving = connectPhone(alice, mqtt3);
                Phone friend = connectPhone(bob, mqtt3)) {
            leaving.say(bob.inbox(), "goodbye");
            friend.awaitMessage("goodbye");

            api.delete(alice, "/v1/me", Api.object().put("password", Api.PASSWORD))
                    .expect(204);

            within(SECOND, "the deactivated user is disconnected", () -> !leaving.isConnected());
            assertThat(friend.say(alice.inbox(), "anyone?")).isInstanceOf(Ack.class);
            assertThat(friend.isConnected()).isTrue();
        }
        var conversation = api.conversations(bob).getFirst();
        assertThat(conversation.path("name").asString()).isEqualTo("deactivated user");
        assertThat(conversation.path("peer").has("username")).isFalse();
        assertThat(api.history(bob, conversation.path("id").asString()))
                .extracting(Entry::text)
                .contains("goodbye");
    }

    private Phone connectPhone(Login login, boolean mqtt3) {
        ConnectOptions options = ConnectOptions.of(waggle, login);
        return mqtt3 ? options.withMqtt3().connect() : options.connect();
    }

    private int connect(Login login, boolean mqtt5) throws IOException {
        try (RawMqtt raw = new RawMqtt(waggle, mqtt5)) {
            return raw.connect(login);
        }
    }
}
