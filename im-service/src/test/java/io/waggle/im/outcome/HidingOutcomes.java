package io.waggle.im.outcome;

import io.waggle.im.HttpCalls.User;
import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Objects;

import static io.waggle.im.outcome.OutcomeScene.SECRET;
import static io.waggle.im.outcome.OutcomeScene.UP;
import static io.waggle.im.outcome.OutcomeScene.place;
import static org.assertj.core.api.Assertions.assertThat;

/** What a user deletes for themselves, and what is too old to be shown. */
final class HidingOutcomes {

    private HidingOutcomes() {}

    static void addTo(Outcomes rows) {
        addStates(rows);
        addViews(rows);
        addLaterActions(rows);
        addDepth(rows);
    }

    private static void addStates(Outcomes rows) {
        rows.add(
                "delete for oneself",
                "the user has deleted for themselves, or cleared with the conversation",
                "succeeds and changes nothing",
                scene -> {
                    Place hidden = scene.message();
                    scene.hide(scene.bob, hidden).expect(204);
                    var bobHears = scene.listen(scene.bob);
                    scene.hide(scene.bob, hidden).expect(204);
                    assertThat(bobHears).isEmpty();
                    Place cleared = scene.message();
                    scene.http
                            .as(scene.bob, "DELETE", cleared.conversationPath())
                            .expect(204);
                    scene.hide(scene.bob, cleared).expect(204);
                });
        rows.add("delete for oneself", "does not exist yet", "`not-found`", scene -> {
            Place message = scene.message();
            scene.hide(scene.bob, message.next()).expectProblem(ErrorCode.NOT_FOUND);
        });
    }

    private static void addViews(Outcomes rows) {
        rows.add("delete for oneself", "is quoted by a reply", "the reply keeps its quote", scene -> {
            Place message = scene.message();
            Place reply = place(scene.reply(message.seq()).expect(201));
            scene.hide(scene.bob, message).expect(204);
            assertThat(scene.entry(scene.bob, reply).path("quote").path("text").asString())
                    .isEqualTo(SECRET);
        });
        rows.add(
                "delete for oneself",
                "is a list's last entry",
                "that user's list shows the newest entry before it that they see",
                scene -> {
                    Place first = scene.message();
                    Place last = scene.message();
                    scene.hide(scene.bob, last).expect(204);
                    assertThat(lastSeq(scene.listed(scene.bob, first))).isEqualTo(first.seq());
                    assertThat(lastSeq(scene.listed(scene.alice, first))).isEqualTo(last.seq());
                });
        rows.add(
                "delete for oneself",
                "is unread, or mentions the user",
                "it is no longer unread, and not shown as a mention",
                scene -> {
                    Place message =
                            place(scene.toBob("\"text\":\"@bob\",\"mentions\":[\"%s\"]".formatted(scene.bob.uid()))
                                    .expect(201));
                    scene.hide(scene.bob, message).expect(204);
                    JsonNode listed = scene.listed(scene.bob, message);
                    assertThat(listed.path("unread").asInt()).isZero();
                    assertThat(listed.path("mentioned").asBoolean()).isFalse();
                });
        rows.add(
                "delete for oneself",
                "is pinned",
                "it is not in that user's list of pins; the others see the pin",
                scene -> {
                    Place message = scene.message();
                    scene.pin(scene.alice, message).expect(200);
                    scene.hide(scene.bob, message).expect(204);
                    assertThat(scene.pins(scene.bob, message)).isEmpty();
                    assertThat(scene.pins(scene.alice, message)).hasSize(1);
                });
        rows.add(
                "delete for oneself",
                "one of the user's devices has not fetched",
                "that device does not receive it",
                scene -> {
                    Place message = scene.message();
                    scene.hide(scene.bob, message).expect(204);
                    assertThat(scene.missed(scene.bob, message)).isEmpty();
                });
        rows.add(
                "delete for oneself",
                "shows media",
                "that user can no longer download them, unless another message shows them to the user",
                scene -> {
                    Place image = scene.image();
                    Id media = Objects.requireNonNull(Id.parse(scene.entry(scene.bob, image)
                            .path("image")
                            .path("mediaId")
                            .asString()));
                    Place again = place(scene.toBob("\"image\":{\"mediaId\":\"" + media + "\"}")
                            .expect(201));
                    scene.hide(scene.bob, image).expect(204);
                    assertThat(scene.mayRead(scene.bob, media)).isTrue();
                    scene.hide(scene.bob, again).expect(204);
                    assertThat(scene.mayRead(scene.bob, media)).isFalse();
                    assertThat(scene.mayRead(scene.alice, media)).isTrue();
                });
    }

    private static void addLaterActions(Outcomes rows) {
        rows.add(
                "recall, edit, pin",
                "a user has deleted for themselves",
                "that user does not see the entry that records it in history; connected devices may receive it, and ignore it",
                scene -> {
                    Place message = scene.message();
                    scene.hide(scene.bob, message).expect(204);
                    scene.edit(scene.alice, message, "new").expect(200);
                    scene.pin(scene.alice, message).expect(200);
                    scene.recall(scene.alice, message).expect(200);
                    assertThat(scene.log(scene.bob, message))
                            .doesNotContain("\"edit\"")
                            .doesNotContain("\"pin\"")
                            .doesNotContain("\"recall\"");
                });
        rows.add(
                "recall, edit, reaction, reply, pin",
                "the caller has deleted for themselves",
                "`not-found`; a reply: `invalid-payload`",
                scene -> {
                    Place message = scene.message();
                    scene.hide(scene.alice, message).expect(204);
                    scene.hide(scene.bob, message).expect(204);
                    scene.recall(scene.alice, message).expectProblem(ErrorCode.NOT_FOUND);
                    scene.edit(scene.alice, message, "no").expectProblem(ErrorCode.NOT_FOUND);
                    scene.react(scene.bob, message, UP).expectProblem(ErrorCode.NOT_FOUND);
                    scene.pin(scene.bob, message).expectProblem(ErrorCode.NOT_FOUND);
                    scene.reply(message.seq()).expectProblem(ErrorCode.INVALID_PAYLOAD);
                });
        rows.add(
                "leave the group and come back",
                "the user has deleted for themselves",
                "it stays deleted for them",
                scene -> {
                    Place message = scene.inGroup(scene.alice);
                    String group = "/v1/groups/" + message.conversation();
                    scene.http
                            .as(scene.alice, "PATCH", group, "{\"history\":\"all\"}")
                            .expect(200);
                    scene.hide(scene.bob, message).expect(204);
                    scene.leave(scene.bob, message);
                    scene.http
                            .as(scene.alice, "POST", group + "/members", "{\"uids\":[\"" + scene.bob.uid() + "\"]}")
                            .expect(200);
                    assertThat(scene.log(scene.bob, message))
                            .contains("\"created\"")
                            .doesNotContain(SECRET);
                });
        rows.add(
                "edit, recall, expiry",
                "is found by kind (`link`, `image`, …)",
                "it is found by what it contains now; a message that is gone has no kind",
                scene -> {
                    Place text = scene.message();
                    scene.edit(scene.alice, text, "https://example.com").expect(200);
                    assertThat(byKind(scene, text, "link")).contains("https://example.com");
                    scene.recall(scene.alice, text).expect(200);
                    assertThat(byKind(scene, text, "link")).contains("\"items\":[]");
                    Place image = scene.image();
                    scene.expire(image);
                    assertThat(byKind(scene, image, "image")).contains("\"items\":[]");
                });
    }

    private static void addDepth(Outcomes rows) {
        rows.add("passing of the time `waggle.history.depth`", "is quoted by a reply", "the quote is `gone`", scene -> {
            try (OutcomeScene limited = OutcomeScene.withOtherSettings()) {
                Place message = limited.message();
                Place reply = place(limited.reply(message.seq()).expect(201));
                limited.makeOlder(message, Duration.ofDays(2));
                JsonNode quote = limited.entry(limited.bob, reply).path("quote");
                assertThat(quote.path("gone").asBoolean()).isTrue();
                assertThat(quote.has("text")).isFalse();
            }
        });
        rows.add("any of them", "is older than `waggle.history.depth`", "`not-found`", scene -> {
            try (OutcomeScene limited = OutcomeScene.withOtherSettings()) {
                Place message = limited.message();
                limited.makeOlder(message, Duration.ofDays(2));
                User alice = limited.alice;
                limited.recall(alice, message).expectProblem(ErrorCode.NOT_FOUND);
                limited.edit(alice, message, "no").expectProblem(ErrorCode.NOT_FOUND);
                limited.react(alice, message, UP).expectProblem(ErrorCode.NOT_FOUND);
                limited.pin(alice, message).expectProblem(ErrorCode.NOT_FOUND);
                limited.versions(alice, message).expectProblem(ErrorCode.NOT_FOUND);
            }
        });
    }

    private static String byKind(OutcomeScene scene, Place place, String kind) {
        return scene.http
                .as(scene.bob, "GET", place.conversationPath() + "/messages?kind=" + kind)
                .expect(200)
                .text();
    }

    private static long lastSeq(JsonNode listed) {
        return listed.path("last").path("seq").asLong();
    }
}
