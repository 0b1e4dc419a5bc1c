package io.waggle.system.message;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.client.Phone;
import io.waggle.system.client.Phone.Received;
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

import java.nio.charset.StandardCharsets;
import java.util.List;

import static io.waggle.system.time.Eventually.await;
import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Messages on {@code now/} reach the users who are online, and are not stored. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_pub", "mosquitto_sub", "stdbuf"},
        install = "apt-get install mosquitto-clients coreutils")
class NowIT {

    private static final String TYPING = "{\"typing\":true}";

    private final WaggleProcess waggle;
    private final Api api;
    private final List<Login> two;
    private final String group;
    private Login alice;
    private Login bob;

    NowIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        two = api.newUsers("now", 2);
        group = api.groupOf(two);
        alice = two.getFirst();
        bob = two.getLast();
    }

    @BeforeEach
    void logInAgain() {
        alice = api.login(alice.username());
        bob = api.login(bob.username());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void typing_byMosquittoToUser_isReceivedAndNotStored(String version) throws Exception {
        try (RunningProgram sub = new Mosquitto(waggle, bob, version).subscribe(List.of(bob.deviceTopic()));
                RunningProgram pub = new Mosquitto(waggle, alice, version).publish("now/u/" + bob.uid(), TYPING)) {
            assertThat(pub.awaitEnd(Eventually.TIMEOUT)).isZero();

            byte[] json = Mosquitto.await(sub, bob.deviceTopic(), "typing".getBytes(StandardCharsets.UTF_8));

            JsonNode now = Api.JSON.readTree(json).path("now");
            assertThat(now.path("from").asString()).isEqualTo(alice.uid());
            assertThat(now.path("to").asString()).isEqualTo(bob.uid());
            assertThat(now.path("typing").asBoolean()).isTrue();
        }
        assertThat(api.conversations(bob).stream()
                        .filter(item -> item.has("peer"))
                        .toList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void toGroup_membersReceiveItAndTheSenderDoesNot(boolean mqtt3) {
        Login tablet = api.login(alice.username());
        long before = api.history(alice, group).size();
        try (Phone sender = connectPhone(alice, mqtt3);
                Phone own = connectPhone(tablet, mqtt3);
                Phone member = connectPhone(bob, mqtt3)) {
            assertThat(await(sender.publish("now/g/" + group, bytes(TYPING)))).isEqualTo(new Ack.Plain());
            member.say("to/g/" + group, "later message " + mqtt3);

            sender.awaitMessage("later message " + mqtt3);
            eventually("the member receives it", () -> nowMessages(member).size() == 1);
            eventually("the other device receives it", () -> nowMessages(own).size() == 1);
            assertThat(nowMessages(member).getFirst().path("gid").asString()).isEqualTo(group);
            assertThat(nowMessages(sender)).isEmpty();
        }
        assertThat(api.history(alice, group)).hasSize((int) before + 1);
    }

    @Test
    void toUser_whoConnectsLater_doesNotReceiveIt() {
        try (Phone sender = connectPhone(alice, false)) {
            await(sender.publish("now/u/" + bob.uid(), bytes("too early")));
            try (Phone late = connectPhone(bob, false)) {
                sender.say(bob.inbox(), "in time");
                late.awaitMessage("in time");

                assertThat(nowMessages(late)).isEmpty();
            }
        }
    }

    @Test
    void toStranger_isRefusedLikeAStoredMessage() {
        Login stranger = api.newUser("stranger");
        try (Phone sender = connectPhone(stranger, false);
                Phone old = connectPhone(api.login(stranger.username()), true)) {
            assertThat(await(sender.publish("now/u/" + bob.uid(), bytes(TYPING))))
                    .isInstanceOfSatisfying(
                            Ack.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("not-friends"));
            await(old.publish("now/u/" + bob.uid(), bytes(TYPING)));
            eventually(
                    "the refusal arrives over MQTT 3.1.1",
                    () -> old.refusals().stream()
                            .anyMatch(error -> error.path("code").asString().equals("not-friends")));
            assertThat(await(sender.publish("to/u/" + bob.uid(), bytes(TYPING))))
                    .isInstanceOfSatisfying(
                            Ack.Refused.class,
                            refused -> assertThat(refused.detail()).contains("now/u/"));
        }
    }

    private Phone connectPhone(Login login, boolean mqtt3) {
        ConnectOptions options = ConnectOptions.of(waggle, login);
        return (mqtt3 ? options.withMqtt3() : options).connect();
    }

    private static List<JsonNode> nowMessages(Phone phone) {
        return phone.received().stream()
                .map(Received::body)
                .filter(body -> body.has("now"))
                .map(body -> body.path("now"))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
