package io.waggle.system.example;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Entry;
import io.waggle.system.client.SampleMedia;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every example of {@code docs/protocol.md} is carried out: what a client publishes with mosquitto_pub, a request over HTTP with
 * curl. What the server sends is compared with the page, see {@link Shape}.
 */
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@RequiresPrograms(
        programs = {"mosquitto_pub", "mosquitto_sub", "mosquitto_rr", "stdbuf", "curl", "ffmpeg"},
        install = "apt-get install mosquitto-clients coreutils curl ffmpeg")
class ProtocolExamplesIT {

    private final WaggleProcess waggle;

    ProtocolExamplesIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @ParameterizedTest
    @MethodSource
    void up_published_arrives(Example.Up example) {
        try (Stage stage = new Stage(waggle)) {
            stage.listen(stage.bob());
            String payload = UpExamples.fill(stage, example.payload());
            JsonNode published = payload.startsWith("{")
                    ? Api.JSON.readTree(payload)
                    : Api.object().put("text", payload);
            boolean isNow = published.has("typing");

            stage.publish(
                    stage.alice(), (isNow ? "now/u/" : "to/u/") + stage.bob().uid(), payload);

            Eventually.eventually(
                    payload + " arrives",
                    () -> stage.heard().stream()
                            .map(packet -> isNow ? packet.path("now") : packet)
                            .anyMatch(packet -> UpExamples.contains(packet, published)));
        }
    }

    @ParameterizedTest
    @MethodSource
    void down_afterWhatThePageSays_arrives(Example.Down example) {
        try (Stage stage = new Stage(waggle)) {
            DownScenes.of(example).play(stage);

            JsonNode shape = ProtocolPage.parse(stage.fill(example.json()));
            boolean arrives = Eventually.happens(
                    Eventually.TIMEOUT,
                    () -> stage.heard().stream()
                            .anyMatch(packet -> Shape.differences(shape, packet).isEmpty()));
            assertThat(arrives).as(() -> nearest(shape, stage.heard())).isTrue();
        }
    }

    /** Alice saves the newest message of a conversation. */
    @ParameterizedTest
    @MethodSource
    void command_run_savesTheMessage(Example.Command example) {
        try (Stage stage = new Stage(waggle)) {
            Entry entry = stage.say(Stage.text("hi"));
            stage.replace("0R5Y2K8GQ4M2V", entry.conversation())
                    .replace("[12]", "[" + entry.seq() + "]")
                    .replace("0R5Y2K8GQ3ZZZ", stage.alice().uid());

            stage.listen(stage.alice());
            stage.publish(stage.alice(), example.topic(), stage.fill(example.payload()));

            Eventually.eventually(
                    "the copy arrives",
                    () -> stage.heard().stream()
                            .anyMatch(packet -> packet.at("/forwarded/seq").asLong(0) == entry.seq()));
        }
    }

    @ParameterizedTest
    @MethodSource
    void exchange_withCurl_answersLikeThePage(Example.Exchange example) {
        try (Stage stage = new Stage(waggle)) {
            ExchangeScenes.of(example).play(stage);

            Answer answer = stage.curl(
                    stage.caller(),
                    example.method(),
                    stage.fill(example.path()),
                    stage.fill(example.body()),
                    example.headers().toArray(String[]::new));

            if (example.status() == 0) {
                assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
            } else {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(example.status());
                JsonNode shape =
                        example.answer().isEmpty() ? Api.object() : ProtocolPage.parse(stage.fill(example.answer()));
                assertThat(Shape.differences(shape, answer.body())).isEmpty();
            }
        }
    }

    /** The one request that the server sends. */
    @Test
    void moderationCheck_newContent_isAskedLikeOnThePage() throws Exception {
        Example.Exchange example = examples(Example.Exchange.class)
                .filter(one -> one.path().equals(ModerationCheck.PATH))
                .findFirst()
                .orElseThrow();
        try (ModerationCheck check = new ModerationCheck(example);
                WaggleProcess moderated = WaggleProcess.start(check.settings());
                Stage stage = new Stage(moderated)) {
            String media = SampleMedia.IMAGE.upload(stage.api(), stage.alice());

            assertThat(Shape.differences(ProtocolPage.parse(example.body()), check.awaitRequest()))
                    .isEmpty();

            Eventually.eventually(
                    "the verdict is effective",
                    () -> stage.curl(stage.api().login("admin"), "GET", "/v1/media/moderation?state=passed")
                            .path("items")
                            .valueStream()
                            .anyMatch(item -> item.path("mediaId").asString("").equals(media)));
        }
    }

    /** A scene that no example needs any more is removed. */
    @Test
    void scenes_eachBelongsToAnExample() {
        assertThat(DownScenes.all().keySet())
                .isEqualTo(down_afterWhatThePageSays_arrives()
                        .map(DownScenes::nameOf)
                        .collect(Collectors.toSet()));
        assertThat(ExchangeScenes.all().keySet())
                .isEqualTo(exchange_withCurl_answersLikeThePage()
                        .map(Example.Exchange::request)
                        .collect(Collectors.toSet()));
    }

    static Stream<Example.Up> up_published_arrives() {
        return examples(Example.Up.class);
    }

    static Stream<Example.Down> down_afterWhatThePageSays_arrives() {
        return examples(Example.Down.class);
    }

    static Stream<Example.Command> command_run_savesTheMessage() {
        return examples(Example.Command.class);
    }

    static Stream<Example.Exchange> exchange_withCurl_answersLikeThePage() {
        return examples(Example.Exchange.class)
                .filter(example -> !example.path().equals(ModerationCheck.PATH));
    }

    private static <T extends Example> Stream<T> examples(Class<T> kind) {
        return ProtocolPage.examples().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Describes what differs least from the example. */
    private static String nearest(JsonNode shape, List<JsonNode> heard) {
        return heard.stream()
                .sorted(Comparator.comparingInt(
                        packet -> Shape.differences(shape, packet).toString().length()))
                .map(packet -> Shape.differences(shape, packet) + " in " + packet)
                .collect(Collectors.joining("\n", "What the server has sent, the most similar first:\n", ""));
    }
}
