package io.waggle.system.message;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** With mosquitto_sub, a user who has left a group receives nothing more, and a member receives everything. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_sub", "stdbuf"},
        install = "apt-get install mosquitto-clients coreutils")
@Isolated("leaving must take effect within a second")
class LeavingIT {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;
    private final Login carol;
    private final String group;

    LeavingIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> three = api.newUsers("leaving", 3);
        alice = three.get(0);
        bob = three.get(1);
        carol = three.get(2);
        group = api.groupOf(three);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void removeMember_subscriber_receivesNothingMore(String version) {
        try (RunningProgram removed = listen(bob, version);
                RunningProgram member = listen(carol, version)) {
            assertReceive(removed, member);

            api.delete(alice, members(bob)).expect(204);

            assertReceivesNothingMore(removed, member, "\"reason\":\"removed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void leave_subscriber_receivesNothingMore(String version) {
        try (RunningProgram removed = listen(bob, version);
                RunningProgram member = listen(carol, version)) {
            assertReceive(removed, member);

            api.delete(bob, members(bob)).expect(204);

            assertReceivesNothingMore(removed, member, "\"reason\":\"left\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void dissolve_subscribers_areNotifiedAndRefused(String version) {
        try (RunningProgram one = listen(bob, version);
                RunningProgram other = listen(carol, version)) {
            assertReceive(one, other);

            api.delete(alice, "/v1/groups/" + group).expect(204);

            for (Login login : List.of(bob, carol)) {
                RunningProgram subscriber = login.equals(bob) ? one : other;
                assertThat(Mosquitto.await(subscriber, login.deviceTopic(), bytes("\"reason\":\"dissolved\"")))
                        .isNotEmpty();
                say(login, "anyone?").expect(403);
                api.get(login, "/v1/conversations/" + group + "/messages").expect(404);
            }
            say(alice, "anyone?").expect(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void addMember_subscriber_receivesEverythingFromThenOn(String version) {
        Login dave = api.newUser("leaving");
        api.befriend(alice, dave);
        try (RunningProgram subscriber = new Mosquitto(waggle, dave, version).subscribe(List.of(dave.deviceTopic()))) {
            say(alice, "before").expect(201);

            api.post(alice.accessToken(), "/v1/groups/" + group + "/members", uids(dave))
                    .expect(200);
            IntStream.range(0, 20).forEach(i -> say(alice, "number " + i + ".").expect(201));

            IntStream.range(0, 20)
                    .forEach(i -> assertThat(Mosquitto.await(subscriber, "g/" + group, bytes("number " + i + ".")))
                            .isNotEmpty());
            assertThat(Mosquitto.await(subscriber, dave.deviceTopic(), bytes("groupJoined")))
                    .isNotEmpty();
            assertNotReceived(subscriber, "before");
        }
    }

    private void assertReceive(RunningProgram... subscribers) {
        say(alice, "before").expect(201);
        for (RunningProgram subscriber : subscribers) {
            Mosquitto.await(subscriber, "g/" + group, bytes("before"));
        }
    }

    /** Messages are sent all the time; after the grace time, only members receive them. */
    private void assertReceivesNothingMore(RunningProgram removed, RunningProgram member, String reason) {
        long returned = System.nanoTime();
        while (System.nanoTime() - returned < GRACE.toNanos()) {
            say(alice, "meanwhile").expect(201);
        }
        say(alice, "too late").expect(201);
        Mosquitto.await(member, "g/" + group, bytes("too late"));
        // Deliveries to the same device by different paths have no order.
        Eventually.await(api.send(alice, bob, Ids.next(), "the end")).expect(201);
        Mosquitto.await(removed, bob.deviceTopic(), bytes("the end"));

        assertNotReceived(removed, "too late");
        Mosquitto.await(removed, bob.deviceTopic(), bytes(reason));
        api.get(bob, "/v1/conversations/" + group + "/messages").expect(404);
    }

    private static void assertNotReceived(RunningProgram subscriber, String text) {
        String hex = HexFormat.of().formatHex(bytes(text));
        assertThat(subscriber.lines()).noneMatch(line -> line.contains(hex));
    }

    private Answer say(Login from, String text) {
        var message = Api.object().put("text", text);
        message.putObject("to").put("g", group);
        return api.post(from.accessToken(), "/v1/messages", message);
    }

    private RunningProgram listen(Login login, String version) {
        return new Mosquitto(waggle, login, version).subscribe(List.of(login.deviceTopic(), "g/" + group));
    }

    private String members(Login login) {
        return "/v1/groups/" + group + "/members/" + login.uid();
    }

    private static JsonNode uids(Login login) {
        var request = Api.object();
        request.putArray("uids").add(login.uid());
        return request;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
