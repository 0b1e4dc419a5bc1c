package io.waggle.system.message;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Recalls and edits, as clients of both versions and formats see them, connected and away. */
@ExtendWith(WaggleExtension.class)
class RecallIT {

    private static final String SECRET = "for nobody's eyes";

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;

    RecallIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    enum Client {
        MQTT5,
        MQTT3
    }

    private Phone connect(Login login, Client client) {
        ConnectOptions options = ConnectOptions.of(waggle, login);
        return switch (client) {
            case MQTT5 -> options.connect();
            case MQTT3 -> options.withMqtt3().connect();
        };
    }

    @ParameterizedTest
    @EnumSource
    void recall_whileTheReaderIsConnected_arrivesAsAnEntry(Client client) {
        try (Phone sender = ConnectOptions.of(waggle, alice).connect();
                Phone reader = connect(bob, client)) {
            sender.say(bob.inbox(), SECRET);
            long seq = reader.awaitMessage(SECRET).seq();

            api.post(alice.accessToken(), message(seq) + "/recall", Api.object())
                    .expect(200);

            eventually(
                    "the recall arrives",
                    () -> reader.messages().stream()
                            .anyMatch(entry ->
                                    entry.json().path("recall").path("seq").asLong() == seq));
        }
    }

    @ParameterizedTest
    @EnumSource
    void recall_whileTheReaderIsAway_readerNeverSeesTheContent(Client client) {
        long seq;
        try (Phone reader = connect(bob, client);
                Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sender.say(bob.inbox(), "before");
            reader.awaitMessage("before");
        }
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            seq = ((Ack.Committed) sender.say(bob.inbox(), SECRET)).seq();
            api.post(alice.accessToken(), message(seq) + "/recall", Api.object())
                    .expect(200);
            sender.say(bob.inbox(), "after");
        }

        try (Phone reader = connect(bob, client)) {
            reader.awaitMessage("after");
            assertThat(reader.messages())
                    .filteredOn(entry -> entry.seq() == seq)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.json().has("recalled")).isTrue());
            assertThat(reader.received())
                    .noneMatch(one -> new String(one.payload(), StandardCharsets.UTF_8).contains(SECRET));
        }
    }

    @ParameterizedTest
    @EnumSource
    void edit_whileTheReaderIsAway_readerSeesTheNewTextOnly(Client client) {
        try (Phone reader = connect(bob, client);
                Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sender.say(bob.inbox(), "before");
            reader.awaitMessage("before");
        }
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            long seq = ((Ack.Committed) sender.say(bob.inbox(), SECRET)).seq();
            api.patch(alice, message(seq), Api.object().put("text", "hi, bees")).expect(200);
        }

        try (Phone reader = connect(bob, client)) {
            assertThat(reader.awaitMessage("hi, bees").json().has("edited")).isTrue();
            eventually(
                    "the edit arrives",
                    () -> reader.messages().stream()
                            .anyMatch(entry -> entry.json()
                                    .path("edit")
                                    .path("text")
                                    .asString("")
                                    .equals("hi, bees")));
            assertThat(reader.received())
                    .noneMatch(one -> new String(one.payload(), StandardCharsets.UTF_8).contains(SECRET));
        }
    }

    private String message(long seq) {
        return "/v1/conversations/" + api.conversationWith(alice, bob) + "/messages/" + seq;
    }
}
