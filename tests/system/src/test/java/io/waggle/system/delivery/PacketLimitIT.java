package io.waggle.system.delivery;

import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import static io.waggle.system.time.Eventually.await;
import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A device with a Maximum Packet Size is notified of an entry that is too large for it, and gets the entry after it accepts
 * larger packets.
 */
@ExtendWith(WaggleExtension.class)
class PacketLimitIT {

    private static final int LIMIT = 512;
    private static final String LONG = "x".repeat(1_500);

    private final WaggleProcess waggle;
    private final Login alice;
    private final Login bob;
    private final String group;

    PacketLimitIT(WaggleProcess waggle) {
        this.waggle = waggle;
        List<Login> two = waggle.api().newUsers("limited", 2);
        alice = two.getFirst();
        bob = two.getLast();
        group = waggle.api().groupOf(two);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tooLarge_liveAndMissed_isNotifiedThenSentToAConnectionWithoutLimit(boolean protobuf) {
        ConnectOptions limited = optionsOfBob(protobuf).withPacketLimit(LIMIT);
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            try (Phone phone = limited.connect()) {
                say(sender, "one", LONG, "two");
                phone.awaitMessage("two");
                assertThat(shown(phone)).containsExactly("one", "too large", "two");
            }
            say(sender, "three", LONG + "!", "four");
            try (Phone phone = limited.connect()) {
                phone.awaitMessage("four");
                assertThat(shown(phone))
                        .as("gap notices are not sent again")
                        .containsExactly("three", "too large", "four");
            }
            try (Phone phone = optionsOfBob(protobuf).connect()) {
                say(sender, "five");
                phone.awaitMessage("five");
                assertThat(shown(phone)).containsExactly(LONG, LONG + "!", "five");
            }
            try (Phone phone = optionsOfBob(protobuf).connect()) {
                say(sender, "six");
                phone.awaitMessage("six");
                assertThat(shown(phone)).containsExactly("six");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void history_withLimit_isAnsweredOrRefusedAsTooLong(boolean tooLarge) {
        try (Phone sender = ConnectOptions.of(waggle, alice).connect();
                Phone phone = optionsOfBob(false).withPacketLimit(LIMIT).connect()) {
            say(sender, "one", LONG);
            String request = "{\"id\":\"7\",\"conversation\":\"%s\",%s\"limit\":1}"
                    .formatted(group, tooLarge ? "" : "\"before\":3,");

            await(phone.publish("rpc/history", request.getBytes(StandardCharsets.UTF_8)));

            eventually("an answer arrives", () -> answer(phone).isPresent());
            JsonNode answer = answer(phone).orElseThrow();
            if (tooLarge) {
                assertThat(answer.path("error").path("code").asString()).isEqualTo("too-long");
                assertThat(answer.path("error").path("detail").asString()).contains("512", "over HTTP");
            } else {
                assertThat(answer.path("result").path("items").size()).isEqualTo(1);
            }
        }
    }

    private ConnectOptions optionsOfBob(boolean protobuf) {
        ConnectOptions options = ConnectOptions.of(waggle, bob);
        return protobuf ? options.withProtobuf() : options;
    }

    private void say(Phone sender, String... texts) {
        for (String text : texts) {
            sender.say("to/g/" + group, text);
        }
    }

    private static Optional<JsonNode> answer(Phone phone) {
        return phone.received().stream()
                .map(one -> one.body().path("answer"))
                .filter(answer -> !answer.isMissingNode())
                .findFirst();
    }

    /** Returns the group's entries and their replacements, without the group's changes. */
    private static List<String> shown(Phone phone) {
        return phone.received().stream()
                .map(Phone.Received::body)
                .filter(body -> body.has("text") || body.path("gap").has("size"))
                .map(body -> body.has("text") ? body.path("text").asString() : "too large")
                .toList();
    }
}
