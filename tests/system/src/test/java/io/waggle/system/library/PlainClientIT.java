package io.waggle.system.library;

import io.waggle.system.client.Api;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.client.SampleMedia;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that only prints what it receives, mosquitto_sub with MQTT 3.1.1, shows a readable conversation: one line for
 * whatever happens, which names who did it, says by one member what it is, and has its content in words.
 */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_pub", "mosquitto_sub", "stdbuf", "ffmpeg"},
        install = "apt-get install mosquitto-clients coreutils ffmpeg")
class PlainClientIT {

    /** The members that say what a line is. */
    private static final Set<String> KINDS = Set.of(
            "text",
            "image",
            "voice",
            "video",
            "file",
            "album",
            "location",
            "card",
            "custom",
            "combined",
            "edit",
            "recall",
            "pin",
            "unpin",
            "expired",
            "recalled",
            "change",
            "reacted",
            "reactions",
            "receipt");

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;
    private final RunningProgram screen;

    PlainClientIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newFriends();
        alice = two.getFirst();
        bob = two.getLast();
        screen = connect(bob);
    }

    /** Runs mosquitto_sub as a person does: without a format and without debug output. */
    private RunningProgram connect(Login login) {
        return new RunningProgram(
                new Mosquitto(waggle, login, "311").command("mosquitto_sub", "-q", "1", "-t", login.deviceTopic()));
    }

    @AfterEach
    void disconnect() {
        screen.close();
    }

    @Test
    void text_edited_bothLinesHaveTheText() {
        Entry entry = say("hi");
        api.patch(alice, path(entry), Api.object().put("text", "hi, bees")).expect(200);

        assertShown("text", Map.of("/from", alice.uid(), "/text", "hi"));
        assertShown("edit", Map.of("/from", alice.uid(), "/edit/text", "hi, bees", "/edit/seq", seq(entry)));
    }

    @Test
    void reply_lineHasTheQuotedText() {
        Entry entry = say("Where are the bees?");
        say(Api.object()
                .put("text", "In the garden")
                .put("replyTo", entry.seq())
                .toString());

        assertShown(
                "text",
                Map.of(
                        "/from",
                        alice.uid(),
                        "/text",
                        "In the garden",
                        "/quote/from",
                        alice.uid(),
                        "/quote/text",
                        "Where are the bees?"));
    }

    @Test
    void recall_lineNamesTheMessage() {
        Entry entry = say("for nobody's eyes");
        api.post(alice.accessToken(), path(entry) + "/recall", Api.object()).expect(200);

        assertShown("recall", Map.of("/from", alice.uid(), "/recall/seq", seq(entry)));
    }

    /** A message that expired while a device was away is not sent to it, and leaves no line. */
    @Test
    void recalledAndExpired_whileAway_onlyWhatIsLeftIsShown() {
        Login tablet = api.login(bob.username());
        Entry recalled = say("for nobody's eyes");
        api.post(alice.accessToken(), path(recalled) + "/recall", Api.object()).expect(200);
        Entry expiring = say(expiring(Instant.now().plusMillis(500)));
        Eventually.eventually(
                "the message expires",
                () -> api.get(bob, path(expiring)).expect(200).has("expired"));
        say("and now?");

        try (RunningProgram later = connect(tablet)) {
            assertShown(later, "text", Map.of("/from", alice.uid(), "/text", "and now?"));
            assertShown(
                    later,
                    "recalled",
                    Map.of("/from", alice.uid(), "/recalled/by", alice.uid(), "/seq", seq(recalled)));
            assertShown(later, "recall", Map.of("/from", alice.uid(), "/recall/seq", seq(recalled)));
            assertThat(later.lines()).hasSize(3).noneMatch(line -> line.contains("1234") || line.contains("eyes"));
        }
    }

    @Test
    void location_lineHasNameAndPlace() {
        ObjectNode message = Api.object();
        message.putObject("location").put("lat", 48.1371).put("lon", 11.5754).put("name", "The apiary");
        say(message.toString());

        assertShown(
                "location",
                Map.of(
                        "/from", alice.uid(),
                        "/location/name", "The apiary",
                        "/location/lat", "48.1371",
                        "/location/lon", "11.5754"));
    }

    @Test
    void card_lineHasTheName() {
        ObjectNode message = Api.object();
        message.putObject("card").put("name", "Carol").putArray("phones").add("+49 89 1234");
        say(message.toString());

        assertShown("card", Map.of("/from", alice.uid(), "/card/name", "Carol", "/card/phones/0", "+49 89 1234"));
    }

    @Test
    void album_lineHasCaptionAndFileNames() {
        ObjectNode message = Api.object().put("caption", "Bees");
        var items = message.putArray("album");
        for (SampleMedia sample : List.of(SampleMedia.IMAGE, SampleMedia.VIDEO)) {
            items.addObject()
                    .putObject(sample == SampleMedia.IMAGE ? "image" : "video")
                    .put("mediaId", sample.upload(api, alice));
        }
        say(message.toString());

        assertShown(
                "album",
                Map.of(
                        "/from", alice.uid(),
                        "/caption", "Bees",
                        "/album/0/image/name", "bee.jpg",
                        "/album/1/video/name", "bees.mp4"));
    }

    @Test
    void reaction_linesHaveTheEmoji() {
        api.post(bob.accessToken(), "/v1/messages", to(alice, "hi")).expect(201);
        JsonNode mine = api.get(bob, "/v1/conversations/" + conversation() + "/messages")
                .expect(200)
                .path("items")
                .path(0);
        api.put(alice, path(Entry.of(mine)) + "/reactions/%F0%9F%91%8D", Api.object())
                .expect(200);

        assertShown("reacted", Map.of("/reacted/uid", alice.uid(), "/reacted/emoji", "👍"));
        assertShown(
                "reactions",
                Map.of("/reactions/seq", "1", "/reactions/counts/0/emoji", "👍", "/reactions/counts/0/count", "1"));
    }

    @Test
    void pinAndUnpin_linesNameTheMessage() {
        Entry entry = say("hi");
        String pin = "/v1/conversations/" + entry.conversation() + "/pins/" + entry.seq();
        api.put(alice, pin, Api.object()).expect(200);
        api.delete(alice, pin).expect(204);

        assertShown("pin", Map.of("/from", alice.uid(), "/pin/seq", seq(entry)));
        assertShown("unpin", Map.of("/from", alice.uid(), "/unpin/seq", seq(entry)));
    }

    @Test
    void messageOfAThread_lineHasTextAndRoot() {
        Entry root = say("Where are the bees?");
        say(Api.object().put("text", "In the garden").put("thread", root.seq()).toString());

        assertShown("text", Map.of("/from", alice.uid(), "/text", "In the garden", "/thread", seq(root)));
    }

    @Test
    void forwarded_lineHasTheTextAndNamesItsFirstSender() {
        forward(say("hi"), false);

        assertShown("text", Map.of("/from", alice.uid(), "/text", "hi", "/forwarded/from", alice.uid()));
    }

    @Test
    void combined_lineHasTitleAndBeginning() {
        forward(say("hi"), true);

        assertShown(
                "combined",
                Map.of(
                        "/from",
                        alice.uid(),
                        "/combined/title",
                        "About bees",
                        "/combined/preview/0/text",
                        "hi",
                        "/combined/count",
                        "1"));
    }

    private void forward(Entry entry, boolean combined) {
        ObjectNode request = Api.object();
        request.putObject("from")
                .put("conversation", entry.conversation())
                .putArray("seqs")
                .add(entry.seq());
        request.putArray("to").addObject().put("u", bob.uid());
        if (combined) {
            request.put("combined", true).put("title", "About bees");
        }
        api.post(alice.accessToken(), "/v1/messages/forward", request).expect(200);
    }

    @Test
    void expiringMessage_lineSaysUntilWhen() {
        String expiresAt = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3_600, 123_000_000)
                .toString();
        say(expiring(Instant.parse(expiresAt)));

        assertShown("text", Map.of("/from", alice.uid(), "/text", "the code is 1234", "/expiresAt", expiresAt));
    }

    // What is on the screen
    // -------------------------------------------------------------------------------------------

    /** Waits for a line of this kind with these values. Every line so far must have one kind. */
    private void assertShown(String kind, Map<String, String> values) {
        assertShown(screen, kind, values);
    }

    private static void assertShown(RunningProgram screen, String kind, Map<String, String> values) {
        String shown = screen.await(kind + " with " + values, line -> {
            JsonNode json = Api.JSON.readTree(line);
            return json.has(kind)
                    && values.entrySet().stream()
                            .allMatch(value ->
                                    json.at(value.getKey()).asString("").equals(value.getValue()));
        });
        assertThat(Api.JSON.readTree(shown).propertyNames().stream()
                        .filter(KINDS::contains)
                        .collect(Collectors.toSet()))
                .as(shown)
                .containsExactly(kind);
        assertThat(screen.lines())
                .allSatisfy(line -> assertThat(Api.JSON.readTree(line).propertyNames())
                        .as(line)
                        .containsAnyElementsOf(KINDS));
    }

    private Entry say(String payload) {
        try (RunningProgram pub = new Mosquitto(waggle, alice, "311").publish(bob.inbox(), payload)) {
            assertThat(pub.awaitEnd(Eventually.TIMEOUT))
                    .as(pub.lines().toString())
                    .isZero();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return api.history(alice, conversation()).getLast();
    }

    private String conversation() {
        return api.conversationWith(alice, bob);
    }

    private static String expiring(Instant at) {
        return Api.object()
                .put("text", "the code is 1234")
                .put("expiresAt", at.toString())
                .toString();
    }

    private static ObjectNode to(Login receiver, String text) {
        ObjectNode message = Api.object().put("text", text);
        message.putObject("to").put("u", receiver.uid());
        return message;
    }

    private static String path(Entry entry) {
        return "/v1/conversations/" + entry.conversation() + "/messages/" + entry.seq();
    }

    private static String seq(Entry entry) {
        return Long.toString(entry.seq());
    }
}
