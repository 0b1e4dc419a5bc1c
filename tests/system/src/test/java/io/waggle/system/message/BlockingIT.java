package io.waggle.system.message;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A blocked user's messages do not arrive at mosquitto_sub. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_sub", "stdbuf"},
        install = "apt-get install mosquitto-clients coreutils")
@Isolated("a block must take effect within a second")
class BlockingIT {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;
    private final Login carol;

    BlockingIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> three = api.newUsers("blocking", 3);
        alice = three.get(0);
        bob = three.get(1);
        carol = three.get(2);
        api.befriend(alice, bob);
        api.befriend(alice, carol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void block_subscriber_receivesNothingFromTheBlockedUser(String version) {
        try (RunningProgram subscriber =
                new Mosquitto(waggle, alice, version).subscribe(List.of(alice.deviceTopic()))) {
            say(bob, "before").expect(201);
            Mosquitto.await(subscriber, alice.deviceTopic(), bytes("before"));

            api.put(alice, "/v1/blocks/" + bob.uid(), Api.object()).expect(204);

            long returned = System.nanoTime();
            while (System.nanoTime() - returned < GRACE.toNanos()) {
                say(bob, "meanwhile");
            }
            say(bob, "too late").expect(403);
            say(carol, "the end").expect(201);
            Mosquitto.await(subscriber, alice.deviceTopic(), bytes("the end"));
            String tooLate = HexFormat.of().formatHex(bytes("too late"));
            assertThat(subscriber.lines()).noneMatch(line -> line.contains(tooLate));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void unblock_subscriber_receivesMessagesAgain(String version) {
        api.put(alice, "/v1/blocks/" + bob.uid(), Api.object()).expect(204);
        say(bob, "unheard").expect(403);
        try (RunningProgram subscriber =
                new Mosquitto(waggle, alice, version).subscribe(List.of(alice.deviceTopic()))) {
            api.delete(alice, "/v1/blocks/" + bob.uid()).expect(204);

            say(bob, "again").expect(201);

            Mosquitto.await(subscriber, alice.deviceTopic(), bytes("again"));
        }
    }

    private Answer say(Login from, String text) {
        var message = Api.object().put("text", text);
        message.putObject("to").put("u", alice.uid());
        return api.post(from.accessToken(), "/v1/messages", message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
