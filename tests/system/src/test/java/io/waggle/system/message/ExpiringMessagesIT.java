package io.waggle.system.message;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.client.Phone;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Messages that expire, and messages that burn after reading, between stock clients of both versions. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_pub", "mosquitto_sub", "stdbuf"},
        install = "apt-get install mosquitto-clients coreutils")
class ExpiringMessagesIT {

    private static final String SECRET = "for your eyes only";

    private final WaggleProcess waggle;
    private final Api api;
    private Login alice;
    private Login bob;

    ExpiringMessagesIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    @BeforeEach
    void logInAgain() {
        alice = api.login(alice.username());
        bob = api.login(bob.username());
    }

    /** An MQTT 5 client sets the expiry in the packet; an MQTT 3.1.1 client receives the message in time like any other. */
    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void expiryInterval_notYetOver_messageIsShown(String receiver) throws Exception {
        try (RunningProgram sub = new Mosquitto(waggle, bob, receiver).subscribe(List.of(bob.deviceTopic()))) {
            publishForSeconds(3_600);
            byte[] json = Mosquitto.await(sub, bob.deviceTopic(), SECRET.getBytes(StandardCharsets.UTF_8));
            assertThat(Api.JSON.readTree(json).has("expiresAt")).isTrue();
        }
        assertThat(raw(bob))
                .singleElement()
                .satisfies(entry -> assertThat(entry.has("text")).isTrue());
    }

    @Test
    void expiryInterval_over_messageIsGone() throws Exception {
        publishForSeconds(2);
        awaitExpired();
    }

    /** The time until the expiry starts before the program does. */
    @Test
    void expiresAt_overWithMqtt3_messageIsGone() throws Exception {
        String payload = Api.object()
                .put("text", SECRET)
                .put("expiresAt", Instant.now().plusSeconds(10).toString())
                .toString();
        try (RunningProgram pub = new Mosquitto(waggle, alice, "311").publish(bob.inbox(), payload)) {
            assertThat(pub.awaitEnd(Eventually.TIMEOUT)).isZero();
        }
        awaitExpired();
    }

    @Test
    void burnAfter_read_messageIsGoneForBoth() {
        try (Phone sender = ConnectOptions.of(waggle, alice).connect();
                Phone reader = ConnectOptions.of(waggle, bob).withMqtt3().connect()) {
            ObjectNode secret = Api.object().put("text", SECRET).put("burnAfter", 1);
            Eventually.await(sender.publish(bob.inbox(), secret.toString().getBytes(StandardCharsets.UTF_8)));
            Entry entry = reader.awaitMessage(SECRET);
            assertThat(raw(alice).getFirst().has("text")).isTrue();

            api.post(
                            bob.accessToken(),
                            "/v1/conversations/" + entry.conversation() + "/read",
                            Api.object().put("seq", entry.seq()))
                    .expect(200);

            eventually("the sender receives the burning notice", () -> hasNotice(sender, "burning"));
            eventually("the sender receives the receipt", () -> hasNotice(sender, "receipt"));
            eventually("the reader receives the burning notice", () -> hasNotice(reader, "burning"));
        }
        awaitExpired();
    }

    private void publishForSeconds(int seconds) throws InterruptedException {
        try (RunningProgram pub = new Mosquitto(waggle, alice, "5")
                .publish(bob.inbox(), SECRET, "-D", "publish", "message-expiry-interval", Integer.toString(seconds))) {
            assertThat(pub.awaitEnd(Eventually.TIMEOUT)).isZero();
        }
    }

    private static boolean hasNotice(Phone phone, String notice) {
        return phone.received().stream().anyMatch(one -> one.body().has(notice));
    }

    /** Waits until the message is replaced as expired for both users, in the conversation and in the list. */
    private void awaitExpired() {
        for (Login login : List.of(alice, bob)) {
            eventually(
                    "the message has expired for " + login.username(),
                    () -> raw(login).getFirst().path("expired").asBoolean(false));
            assertThat(raw(login)).singleElement().satisfies(entry -> {
                assertThat(entry.path("seq").asLong()).isEqualTo(1);
                assertThat(entry.toString()).doesNotContain(SECRET);
            });
            JsonNode item = api.conversations(login).getFirst();
            assertThat(item.path("unread").asLong()).isZero();
            assertThat(item.toString()).doesNotContain(SECRET);
        }
    }

    private List<JsonNode> raw(Login reader) {
        String conversation = api.conversations(reader).getFirst().path("id").asString();
        return api.get(reader, "/v1/conversations/" + conversation + "/messages")
                .expect(200)
                .path("items")
                .valueStream()
                .toList();
    }
}
