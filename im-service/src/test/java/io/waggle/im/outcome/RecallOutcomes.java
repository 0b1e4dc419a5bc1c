package io.waggle.im.outcome;

import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import static io.waggle.im.outcome.OutcomeScene.SECRET;
import static io.waggle.im.outcome.OutcomeScene.place;
import static org.assertj.core.api.Assertions.assertThat;

final class RecallOutcomes {

    private RecallOutcomes() {}

    static void addTo(Outcomes rows) {
        addStates(rows);
        addPlaces(rows);
        addRights(rows);
    }

    private static void addStates(Outcomes rows) {
        rows.add("recall", "was recalled", "succeeds and changes nothing; the first recall stays", scene -> {
            Place message = scene.message();
            scene.recall(scene.alice, message).expect(200);
            scene.assertChangesNothing(
                    message, () -> scene.recall(scene.alice, message).expect(200));
        });
        rows.add("recall", "has expired", "succeeds and changes nothing", scene -> {
            Place message = scene.message();
            scene.expire(message);
            scene.assertChangesNothing(
                    message, () -> scene.recall(scene.alice, message).expect(200));
            assertThat(scene.entry(scene.bob, message).has("recalled")).isFalse();
        });
        rows.add(
                "recall",
                "was edited",
                "the message and all its versions are erased; earlier `edit` entries show only `seq`",
                scene -> {
                    Place message = scene.message();
                    scene.edit(scene.alice, message, "the second secret").expect(200);
                    scene.recall(scene.alice, message).expect(200);
                    scene.versions(scene.bob, message).expectProblem(ErrorCode.MESSAGE_GONE);
                    assertThat(scene.log(scene.bob, message))
                            .doesNotContain("secret")
                            .contains("\"edit\":{\"seq\":" + message.seq() + "}");
                });
        rows.add("recall", "is quoted by a reply", "the reply stays; its quote is `gone`", scene -> {
            Place message = scene.message();
            Place reply = place(scene.reply(message.seq()).expect(201));
            scene.recall(scene.alice, message).expect(200);
            JsonNode shown = scene.entry(scene.alice, reply);
            assertThat(shown.path("text").asString()).isEqualTo("yes");
            assertThat(shown.path("quote").toString()).isEqualTo("{\"seq\":" + message.seq() + ",\"gone\":true}");
        });
    }

    private static void addPlaces(Outcomes rows) {
        rows.add(
                "recall",
                "is on its way to a device",
                "the device receives the message or what is left of it, and then the `recall` entry",
                scene -> {
                    List<Envelope> bobHears = scene.listen(scene.bob);
                    Place message = scene.message();
                    scene.recall(scene.alice, message).expect(200);
                    assertThat(bobHears)
                            .extracting(heard ->
                                    OutcomeScene.down(heard).getMessage().getSeq())
                            .containsExactly(message.seq(), message.next().seq());
                });
        rows.add(
                "recall",
                "a device has not fetched yet",
                "the device receives what is left of it, and the `recall` entry",
                scene -> {
                    Place message = scene.message();
                    scene.recall(scene.alice, message).expect(200);
                    List<Message> missed = scene.missed(scene.bob, message)
                            .map(Down::getMessage)
                            .toList();
                    assertThat(missed).hasSize(2);
                    assertThat(missed.getFirst().hasRecalled()).isTrue();
                    assertThat(missed.getFirst().hasContent()).isFalse();
                    assertThat(missed.getLast().getContent().getRecall().getSeq())
                            .isEqualTo(message.seq());
                });
        rows.add(
                "recall",
                "mentions somebody",
                "the mention is no longer shown in lists, and the message is not unread",
                scene -> {
                    Place message =
                            place(scene.toBob("\"text\":\"@bob\",\"mentions\":[\"%s\"]".formatted(scene.bob.uid()))
                                    .expect(201));
                    assertThat(scene.listed(scene.bob, message)
                                    .path("mentioned")
                                    .asBoolean())
                            .isTrue();
                    scene.recall(scene.alice, message).expect(200);
                    JsonNode listed = scene.listed(scene.bob, message);
                    assertThat(listed.path("mentioned").asBoolean()).isFalse();
                    assertThat(listed.path("unread").asInt()).isZero();
                });
        rows.add("recall", "is a list's last entry", "the list shows what is left of it", scene -> {
            Place message = scene.message();
            scene.recall(scene.alice, message).expect(200);
            JsonNode last = scene.listed(scene.bob, message).path("last");
            assertThat(last.path("seq").asLong()).isEqualTo(message.seq());
            assertThat(last.has("recalled")).isTrue();
            assertThat(last.toString()).doesNotContain(SECRET);
        });
        rows.add(
                "recall",
                "shows media",
                "readers can no longer download the media; the sweep deletes them if no other message shows them",
                scene -> {
                    Place message = scene.image();
                    Id media = Objects.requireNonNull(Id.parse(scene.entry(scene.bob, message)
                            .path("image")
                            .path("mediaId")
                            .asString()));
                    assertThat(scene.mayRead(scene.bob, media)).isTrue();
                    scene.recall(scene.alice, message).expect(200);
                    assertThat(scene.mayRead(scene.bob, media)).isFalse();
                    assertThat(scene.isReferenced(media)).isFalse();
                });
    }

    private static void addRights(Outcomes rows) {
        rows.add(
                "recall",
                "is older than the limit",
                "the sender: `too-late`; an admin of the group: succeeds",
                scene -> {
                    Place message = scene.inGroup(scene.bob);
                    scene.makeOlder(message, Duration.ofSeconds(121));
                    scene.recall(scene.bob, message).expectProblem(ErrorCode.TOO_LATE);
                    scene.recall(scene.alice, message).expect(200);
                });
        rows.add("recall", "somebody else has sent", "`not-allowed`; an admin of the group: succeeds", scene -> {
            scene.recall(scene.bob, scene.message()).expectProblem(ErrorCode.NOT_ALLOWED);
            scene.recall(scene.bob, scene.inGroup(scene.alice)).expectProblem(ErrorCode.NOT_ALLOWED);
            scene.recall(scene.alice, scene.inGroup(scene.bob)).expect(200);
        });
        rows.add("any of them", "the caller cannot see", "`not-found`", scene -> {
            var stranger = scene.http.newUser();
            Place message = scene.message();
            Place missing = new Place(message.conversation(), 99);
            scene.recall(stranger, message).expectProblem(ErrorCode.NOT_FOUND);
            scene.recall(scene.alice, missing).expectProblem(ErrorCode.NOT_FOUND);
            scene.edit(stranger, message, "no").expectProblem(ErrorCode.NOT_FOUND);
            scene.edit(scene.alice, missing, "no").expectProblem(ErrorCode.NOT_FOUND);
            scene.react(stranger, message, OutcomeScene.UP).expectProblem(ErrorCode.NOT_FOUND);
            scene.react(scene.alice, missing, OutcomeScene.UP).expectProblem(ErrorCode.NOT_FOUND);
            scene.pin(stranger, message).expectProblem(ErrorCode.NOT_FOUND);
            scene.pin(scene.alice, missing).expectProblem(ErrorCode.NOT_FOUND);
            scene.unpin(stranger, message).expectProblem(ErrorCode.NOT_FOUND);
            scene.versions(stranger, message).expectProblem(ErrorCode.NOT_FOUND);
            scene.versions(scene.alice, missing).expectProblem(ErrorCode.NOT_FOUND);
        });
    }
}
