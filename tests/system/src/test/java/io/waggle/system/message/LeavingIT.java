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

/** A user who has left a group receives nothing more, and a member receives everything, with the simplest client. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_sub", "stdbuf"},
        from = "apt-get install mosquitto-clients coreutils")
@Isolated("leaving has a second to act")
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
    void remove_listener_hearsNothingMore(String version) {
        try (RunningProgram out = listen(bob, version);
                RunningProgram in = listen(carol, version)) {
            checkHears(out, in);

            api.delete(alice, members(bob)).expect(204);

            checkHearsNothingMore(out, in, "\"reason\":\"removed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void leave_listener_hearsNothingMore(String version) {
        try (RunningProgram out = listen(bob, version);
                RunningProgram in = listen(carol, version)) {
            checkHears(out, in);

            api.delete(bob, members(bob)).expect(204);

            checkHearsNothingMore(out, in, "\"reason\":\"left\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void dissolve_listeners_areToldAndCannotReachIt(String version) {
        try (RunningProgram one = listen(bob, version);
                RunningProgram other = listen(carol, version)) {
            checkHears(one, other);

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
    void add_listener_hearsEverythingFromThenOn(String version) {
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
            checkHasNotHeard(subscriber, "before");
        }
    }

    private void checkHears(RunningProgram... subscribers) {
        say(alice, "before").expect(201);
        for (RunningProgram subscriber : subscribers) {
            Mosquitto.await(subscriber, "g/" + group, bytes("before"));
        }
    }

    /** Messages are sent all the time; after the grace time, only members receive them. */
    private void checkHearsNothingMore(RunningProgram out, RunningProgram in, String reason) {
        long returned = System.nanoTime();
        while (System.nanoTime() - returned < GRACE.toNanos()) {
            say(alice, "meanwhile").expect(201);
        }
        say(alice, "too late").expect(201);
        Mosquitto.await(in, "g/" + group, bytes("too late"));
        // Deliveries to the same device by different paths have no order.
        Eventually.await(api.send(alice, bob, Ids.next(), "the end")).expect(201);
        Mosquitto.await(out, bob.deviceTopic(), bytes("the end"));

        checkHasNotHeard(out, "too late");
        Mosquitto.await(out, bob.deviceTopic(), bytes(reason));
        api.get(bob, "/v1/conversations/" + group + "/messages").expect(404);
    }

    private static void checkHasNotHeard(RunningProgram subscriber, String text) {
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
