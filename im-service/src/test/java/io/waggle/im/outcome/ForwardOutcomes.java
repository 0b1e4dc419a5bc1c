package io.waggle.im.outcome;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

import static io.waggle.im.outcome.OutcomeScene.UP;
import static io.waggle.im.outcome.OutcomeScene.copy;
import static io.waggle.im.outcome.OutcomeScene.place;
import static io.waggle.im.outcome.OutcomeScene.to;
import static org.assertj.core.api.Assertions.assertThat;

/** Which messages can be forwarded, where to, and what the copies show. */
final class ForwardOutcomes {

    private static final String LATER = "2099-01-01T00:00:00Z";
    private static final String EARLIER = "2098-01-01T00:00:00Z";
    private static final int ROUNDS = 10;
    private static final int FORWARDS = 23;

    private ForwardOutcomes() {}

    static void addTo(Outcomes rows) {
        addStates(rows);
        addRefusals(rows);
        addTargets(rows);
        addCopies(rows);
        addMedia(rows);
    }

    private static void addStates(Outcomes rows) {
        rows.add(
                "forward",
                "was recalled, or has expired",
                "`message-gone`; none of the request's messages is forwarded",
                scene -> {
                    Place stays = scene.message();
                    var bobHears = scene.listen(scene.bob);
                    scene.assertNotWithWhatIsGone((user, gone) -> {
                        bobHears.clear();
                        Answer answer = scene.forward(user, List.of(stays, gone), "", to(scene.bob));
                        scene.combine(user, List.of(stays, gone), scene.bob).expectProblem(ErrorCode.MESSAGE_GONE);
                        assertThat(bobHears).isEmpty();
                        return answer;
                    });
                });
        rows.add(
                "forward, sent again with the same id",
                "was recalled after the first time",
                "the answer of the first time",
                scene -> {
                    Place message = scene.message();
                    User carol = scene.friendOf(scene.bob);
                    String id = ",\"id\":\"" + UUID.randomUUID() + "\"";
                    String first = scene.forward(scene.bob, List.of(message), id, to(carol))
                            .expect(200)
                            .text();
                    scene.recall(scene.alice, message).expect(200);
                    assertThat(scene.forward(scene.bob, List.of(message), id, to(carol))
                                    .expect(200)
                                    .text())
                            .isEqualTo(first);
                    Answer both = scene.forward(scene.bob, List.of(message), id, to(carol), to(scene.alice));
                    assertThat(error(both, 1)).isEqualTo("message-gone");
                    scene.forward(scene.bob, List.of(message), id, to(scene.alice))
                            .expectProblem(ErrorCode.MESSAGE_GONE);
                });
        rows.add(
                "forward",
                "is being recalled",
                "the copies are stored before the recall, or `message-gone`",
                ForwardOutcomes::race);
        rows.add("forward", "the caller has deleted for themselves", "`not-found`", scene -> {
            Place message = scene.message();
            scene.hide(scene.bob, message).expect(204);
            scene.forward(scene.bob, message, scene.bob).expectProblem(ErrorCode.NOT_FOUND);
            copy(scene.forward(scene.alice, message, scene.bob));
        });
    }

    private static void race(OutcomeScene scene) throws Exception {
        List<User> targets = List.of(scene.alice, scene.bob, scene.friendOf(scene.bob));
        for (int round = 0; round < ROUNDS; round++) {
            Place message = scene.message();
            List<Callable<Answer>> racers = new ArrayList<>();
            for (int i = 0; i < FORWARDS; i++) {
                User target = targets.get(i % targets.size());
                racers.add(
                        i % 2 == 0
                                ? () -> scene.combine(scene.bob, List.of(message), target)
                                : () -> scene.forward(scene.bob, message, target));
            }
            int recalling = FORWARDS / 2;
            racers.add(recalling, () -> scene.recall(scene.alice, message));

            List<Answer> answers = AtOnce.all(racers);

            Instant recalledAt = at(answers.remove(recalling).expect(200).body().path("recalled"));
            assertThat(answers).allSatisfy(answer -> assertIsBefore(recalledAt, answer));
        }
    }

    /** The message was forwarded before this time, or not at all because it was gone. */
    private static void assertIsBefore(Instant recalledAt, Answer answer) {
        if (answer.status() != 200) {
            answer.expectProblem(ErrorCode.MESSAGE_GONE);
            return;
        }
        JsonNode item = answer.body().path("items").path(0);
        if (item.has("error")) {
            assertThat(error(answer, 0)).isEqualTo("message-gone");
        } else {
            assertThat(at(item.path("messages").path(0))).isBeforeOrEqualTo(recalledAt);
        }
    }

    private static Instant at(JsonNode node) {
        return Instant.parse(node.path("at").asString());
    }

    private static void addRefusals(Outcomes rows) {
        rows.add(
                "forward",
                "has `noForward` or `burnAfter`, or is in a group with `noForwarding`",
                "`not-allowed`",
                scene -> {
                    Place kept = place(
                            scene.toBob("\"text\":\"x\",\"noForward\":true").expect(201));
                    assertThat(scene.entry(scene.bob, kept).path("noForward").asBoolean())
                            .isTrue();
                    assertThat(scene.forward(scene.bob, kept, scene.alice).expectProblem(ErrorCode.NOT_ALLOWED))
                            .contains("forbids");
                    scene.forward(scene.bob, kept, scene.bob).expectProblem(ErrorCode.NOT_ALLOWED);
                    Place burning =
                            place(scene.toBob("\"text\":\"x\",\"burnAfter\":60").expect(201));
                    assertThat(scene.forward(scene.bob, burning, scene.alice).expectProblem(ErrorCode.NOT_ALLOWED))
                            .contains("burns");
                    Place inGroup = scene.inGroup(scene.alice);
                    scene.forbidForwarding(inGroup);
                    assertThat(scene.forward(scene.bob, inGroup, scene.alice).expectProblem(ErrorCode.NOT_ALLOWED))
                            .contains("this group");
                    scene.forward(scene.alice, inGroup, scene.bob).expectProblem(ErrorCode.NOT_ALLOWED);
                });
        rows.add(
                "forward",
                "is a change of the group, a recall, an edit or a pin",
                "`invalid-request`",
                scene -> scene.assertNotWith(
                        (user, entry) -> scene.forward(user, entry, scene.bob), ErrorCode.INVALID_REQUEST));
        rows.add("forward", "is in a group that the user has left", "`not-found`", scene -> {
            Place message = scene.inGroup(scene.alice);
            scene.leave(scene.bob, message);
            scene.forward(scene.bob, message, scene.alice).expectProblem(ErrorCode.NOT_FOUND);
        });
        rows.add("forward, combined", "is a combined message, three deep", "`invalid-request`", scene -> {
            Place one = copy(scene.combine(scene.bob, List.of(scene.message()), scene.bob));
            Place two = copy(scene.combine(scene.bob, List.of(one), scene.bob));
            Place three = copy(scene.combine(scene.bob, List.of(two), scene.bob));
            assertThat(scene.combine(scene.bob, List.of(three), scene.alice).expectProblem(ErrorCode.INVALID_REQUEST))
                    .contains("3 deep");
            copy(scene.forward(scene.bob, three, scene.alice));
        });
    }

    private static void addTargets(Outcomes rows) {
        rows.add(
                "forward",
                "goes to where the user may not write",
                "the refusal that a message gets there, for this target alone",
                scene -> {
                    Place message = scene.message();
                    Place muted = scene.inGroup(scene.bob);
                    scene.mute(scene.bob, muted);
                    User stranger = scene.http.newUser();
                    User blocking = scene.friendOf(scene.bob);
                    scene.block(blocking, scene.bob);
                    User blocked = scene.friendOf(scene.bob);
                    scene.block(scene.bob, blocked);
                    Answer answer = scene.forward(
                            scene.bob,
                            List.of(message),
                            "",
                            to(stranger),
                            to(muted.conversation()),
                            to(new Id(12345)),
                            to(blocking),
                            to(blocked),
                            to(scene.alice));
                    assertThat(error(answer, 0)).isEqualTo("not-friends");
                    assertThat(error(answer, 1)).isEqualTo("muted");
                    assertThat(error(answer, 2)).isEqualTo("not-a-member");
                    assertThat(error(answer, 3)).isEqualTo("not-friends");
                    assertThat(error(answer, 4)).isEqualTo("blocked-by-you");
                    JsonNode reached = answer.body().path("items").path(5);
                    assertThat(reached.path("messages")).hasSize(1);
                    assertThat(reached.has("error")).isFalse();
                });
        rows.add(
                "forward of several, not combined",
                "goes to a group in slow mode, by a plain member",
                "`slow-mode`, for this target alone",
                scene -> {
                    List<Place> messages = List.of(scene.message(), scene.message());
                    Id gid = scene.group();
                    scene.slowMode(gid, 3_600);
                    Answer answer = scene.forward(scene.bob, messages, "", to(gid), to(scene.alice));
                    assertThat(error(answer, 0)).isEqualTo("slow-mode");
                    assertThat(answer.body().path("items").path(1).path("messages"))
                            .hasSize(2);
                    copy(scene.forward(scene.bob, messages, ",\"combined\":true", to(gid)));
                    copy(scene.forward(scene.alice, messages, "", to(gid)));
                });
    }

    /** The code with which a target refuses the copies. */
    private static String error(Answer answer, int target) {
        JsonNode item = answer.expect(200).body().path("items").path(target);
        assertThat(item.has("messages")).as(item.toString()).isFalse();
        assertThat(item.path("error").path("detail").asString()).isNotEmpty();
        return item.path("error").path("code").asString();
    }

    private static void addCopies(Outcomes rows) {
        rows.add("forward", "was edited", "the copy has the new text; it is not shown as edited", scene -> {
            Place message = scene.message();
            scene.edit(scene.alice, message, "new").expect(200);
            JsonNode shown = scene.entry(scene.bob, copy(scene.forward(scene.bob, message, scene.bob)));
            assertThat(shown.path("text").asString()).isEqualTo("new");
            assertThat(shown.has("edited")).isFalse();
        });
        rows.add(
                "forward",
                "expires",
                "the copy expires at the same time; a combined message with the first of its messages",
                scene -> {
                    Place late = expiring(scene, LATER);
                    Place first = expiring(scene, EARLIER);
                    Place copy = copy(scene.forward(scene.bob, late, scene.bob));
                    assertThat(expiry(scene, copy)).isEqualTo(Instant.parse(LATER));
                    Place combined = copy(scene.combine(scene.bob, List.of(scene.message(), late, first), scene.bob));
                    assertThat(expiry(scene, combined)).isEqualTo(Instant.parse(EARLIER));
                });
        rows.add("forward", "replies, mentions users, or belongs to a thread", "the copy does none of these", scene -> {
            Place root = scene.message();
            String mentions = "\"text\":\"@bob\",\"mentions\":[\"" + scene.bob.uid() + "\"],\"mentionAll\":true";
            assertThat(copied(scene, mentions + ",\"replyTo\":" + root.seq()))
                    .contains("@bob")
                    .doesNotContain("\"replyTo\"", "\"quote\"", "\"mentions\"", "\"mentionAll\"");
            assertThat(copied(scene, mentions + ",\"thread\":" + root.seq()))
                    .contains("@bob")
                    .doesNotContain("\"thread\"", "\"mentions\"", "\"mentionAll\"");
        });
        rows.add("forward", "was forwarded", "the copy names the first sender, or stays without a source", scene -> {
            Place message = scene.message();
            User carol = scene.friendOf(scene.bob);
            Place copy = copy(scene.forward(scene.bob, message, carol));
            JsonNode again = scene.entry(carol, copy(scene.forward(carol, copy, scene.bob)));
            assertThat(again.path("from").asString()).isEqualTo(carol.uid().toString());
            assertThat(again.path("forwarded").path("from").asString())
                    .isEqualTo(scene.alice.uid().toString());
            Place hidden = copy(scene.forward(scene.bob, List.of(message), ",\"hideSource\":true", to(carol)));
            Place further = copy(scene.forward(carol, hidden, scene.bob));
            assertThat(scene.entry(scene.bob, further).path("forwarded").toString())
                    .isEqualTo("{}");
        });
        rows.add("forward", "has reactions, or is pinned", "the copy has none, and is not pinned", scene -> {
            Place message = scene.message();
            scene.react(scene.bob, message, UP).expect(200);
            scene.pin(scene.bob, message).expect(200);
            User carol = scene.friendOf(scene.bob);
            Place copy = copy(scene.forward(scene.bob, message, carol));
            assertThat(scene.reactions(carol, copy)).isEmpty();
            assertThat(scene.pins(carol, copy)).isEmpty();
        });
    }

    private static Place expiring(OutcomeScene scene, String at) {
        return place(scene.toBob("\"text\":\"x\",\"expiresAt\":\"" + at + "\"").expect(201));
    }

    private static Instant expiry(OutcomeScene scene, Place place) {
        return Instant.parse(scene.entry(scene.bob, place).path("expiresAt").asString());
    }

    /** What is shown of a copy of the message. */
    private static String copied(OutcomeScene scene, String members) {
        Place message = place(scene.toBob(members).expect(201));
        return scene.entry(scene.bob, copy(scene.forward(scene.bob, message, scene.bob)))
                .toString();
    }

    private static void addMedia(Outcomes rows) {
        rows.add(
                "forward",
                "shows media",
                "the readers of the copy may download them, whatever happens to the original",
                scene -> {
                    Place image = scene.image();
                    Id media = media(scene, image);
                    User carol = scene.friendOf(scene.bob);
                    assertThat(scene.mayRead(carol, media)).isFalse();
                    Place copy = copy(scene.forward(scene.bob, image, carol));
                    assertThat(scene.mayRead(carol, media)).isTrue();
                    scene.hide(scene.bob, image).expect(204);
                    scene.recall(scene.alice, image).expect(200);
                    assertThat(scene.mayRead(scene.bob, media)).isTrue();
                    assertThat(scene.mayRead(carol, media)).isTrue();
                    scene.recall(scene.bob, copy).expect(200);
                    assertThat(scene.mayRead(carol, media)).isFalse();
                });
        rows.add(
                "forward",
                "shows media of a user who now blocks the caller, in a pair; also in a copy or a combined message",
                "`media-unusable`",
                scene -> {
                    Place image = scene.image();
                    Place text = scene.message();
                    Place saved = copy(scene.forward(scene.bob, image, scene.bob));
                    Place combined = copy(scene.combine(scene.bob, List.of(image), scene.bob));
                    Place hidden =
                            copy(scene.forward(scene.bob, List.of(image), ",\"hideSource\":true", to(scene.bob)));
                    scene.block(scene.alice, scene.bob);
                    assertThat(scene.forward(scene.bob, image, scene.bob).expectProblem(ErrorCode.MEDIA_UNUSABLE))
                            .contains("message " + image.seq());
                    scene.forward(scene.bob, saved, scene.bob).expectProblem(ErrorCode.MEDIA_UNUSABLE);
                    scene.combine(scene.bob, List.of(image), scene.bob).expectProblem(ErrorCode.MEDIA_UNUSABLE);
                    scene.forward(scene.bob, combined, scene.bob).expectProblem(ErrorCode.MEDIA_UNUSABLE);
                    scene.forward(scene.bob, hidden, scene.bob).expectProblem(ErrorCode.MEDIA_UNUSABLE);
                    copy(scene.forward(scene.bob, text, scene.bob));
                });
    }

    private static Id media(OutcomeScene scene, Place image) {
        return Objects.requireNonNull(Id.parse(
                scene.entry(scene.bob, image).path("image").path("mediaId").asString()));
    }
}
