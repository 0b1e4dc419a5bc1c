package io.waggle.system.message;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Forwarding and saving with mosquitto_pub, and what plain clients see of it. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_pub", "mosquitto_sub", "stdbuf"},
        install = "apt-get install mosquitto-clients coreutils")
class ForwardingIT {

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;

    ForwardingIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void forward_toOneself_isSavedWithALinkBack(String version) throws Exception {
        JsonNode original = say("where the honey is");
        Login phone = api.login(bob.username());

        try (RunningProgram sub = listen(phone, version)) {
            forward(version, bob, "", original);

            JsonNode saved = await(sub, phone, "\"forwarded\":{");
            assertThat(saved.path("text").asString()).isEqualTo("where the honey is");
            assertThat(saved.path("from").asString()).isEqualTo(bob.uid());
            JsonNode source = saved.path("forwarded");
            assertThat(source.path("from").asString()).isEqualTo(alice.uid());
            assertThat(source.path("conversation")).isEqualTo(original.path("conversation"));
            assertThat(source.path("seq")).isEqualTo(original.path("seq"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void forward_combined_isReadableToAPlainClient(String version) throws Exception {
        JsonNode first = say("where the honey is");
        JsonNode second = say("in the hut");
        Login phone = api.login(alice.username());

        try (RunningProgram sub = listen(phone, version)) {
            forward(version, alice, ",\"combined\":true,\"title\":\"About honey\"", first, second);

            JsonNode combined = await(sub, phone, "About honey").path("combined");
            assertThat(combined.path("count").asInt()).isEqualTo(2);
            assertThat(combined.path("preview")
                            .valueStream()
                            .map(line -> line.path("text").asString()))
                    .containsExactly("where the honey is", "in the hut");
        }
    }

    /** Alice to Bob. */
    private JsonNode say(String text) {
        return api.send(alice, bob, Ids.next(), text).join().expect(201);
    }

    /** By Bob, on a device of its own. */
    private void forward(String version, Login target, String members, JsonNode... originals) throws Exception {
        List<Long> seqs = Arrays.stream(originals)
                .map(original -> original.path("seq").asLong())
                .toList();
        String request = "{\"from\":{\"conversation\":\"%s\",\"seqs\":%s},\"to\":[{\"u\":\"%s\"}]%s}"
                .formatted(originals[0].path("conversation").asString(), seqs, target.uid(), members);
        Login device = api.login(bob.username());
        try (RunningProgram pub = new Mosquitto(waggle, device, version).publish("rpc/messages.forward", request)) {
            assertThat(pub.awaitEnd(Eventually.TIMEOUT))
                    .as(pub.lines().toString())
                    .isZero();
        }
    }

    private RunningProgram listen(Login login, String version) {
        return new Mosquitto(waggle, login, version).subscribe(List.of(login.deviceTopic()));
    }

    private static JsonNode await(RunningProgram sub, Login login, String part) {
        return Api.JSON.readTree(Mosquitto.await(sub, login.deviceTopic(), part.getBytes(StandardCharsets.UTF_8)));
    }
}
