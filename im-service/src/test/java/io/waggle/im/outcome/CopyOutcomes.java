package io.waggle.im.outcome;

import io.waggle.im.HttpCalls.User;
import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;

import java.util.List;
import java.util.function.Consumer;

import static io.waggle.im.outcome.OutcomeScene.SECRET;
import static io.waggle.im.outcome.OutcomeScene.UP;
import static io.waggle.im.outcome.OutcomeScene.copy;
import static io.waggle.im.outcome.OutcomeScene.place;
import static io.waggle.im.outcome.OutcomeScene.to;
import static org.assertj.core.api.Assertions.assertThat;

/** Copies of forwarded messages, and combined messages: what happens to them, and to their originals. */
final class CopyOutcomes {

    private CopyOutcomes() {}

    static void addTo(Outcomes rows) {
        addChangesOfOriginals(rows);
        addChangesOfCopies(rows);
    }

    private static void addChangesOfOriginals(Outcomes rows) {
        rows.add("recall, edit", "was forwarded", "the copies stay as they are", scene -> {
            User carol = scene.friendOf(scene.bob);
            assertCopiesStay(
                    scene,
                    scene.message(),
                    carol,
                    message -> scene.edit(scene.alice, message, "new").expect(200));
            assertCopiesStay(
                    scene,
                    scene.message(),
                    carol,
                    message -> scene.recall(scene.alice, message).expect(200));
        });
        rows.add("delete for oneself", "was forwarded", "the copies stay", scene -> {
            assertCopiesStay(
                    scene,
                    scene.message(),
                    scene.bob,
                    message -> scene.hide(scene.bob, message).expect(204));
        });
        rows.add(
                "`noForwarding` set",
                "was forwarded before",
                "the copies stay",
                scene -> assertCopiesStay(
                        scene, scene.inGroup(scene.alice), scene.friendOf(scene.bob), scene::forbidForwarding));
    }

    /** A copy of the message and a combined message with it, both by Bob, are shown as before after the change. */
    private static void assertCopiesStay(OutcomeScene scene, Place message, User target, Consumer<Place> change) {
        Place copy = copy(scene.forward(scene.bob, message, target));
        Place combined = copy(scene.combine(scene.bob, List.of(message), target));

        change.accept(message);

        assertThat(scene.entry(target, copy).path("text").asString()).isEqualTo(SECRET);
        assertContained(scene, target, combined);
    }

    private static void addChangesOfCopies(Outcomes rows) {
        rows.add("recall, expiry", "is a combined message", "all that it contains is erased", scene -> {
            Place recalled = copy(scene.combine(scene.alice, List.of(scene.message()), scene.bob));
            assertContained(scene, scene.bob, recalled);
            scene.recall(scene.alice, recalled).expect(200);
            assertErased(scene, recalled);
            Place expired = copy(scene.combine(scene.alice, List.of(scene.message()), scene.bob));
            scene.expireAndErase(expired);
            assertErased(scene, expired);
        });
        rows.add(
                "recall",
                "is a combined message that was forwarded",
                "its copies, and combined messages that contain it, stay as they are",
                scene -> {
                    Place combined = copy(scene.combine(scene.alice, List.of(scene.message()), scene.bob));
                    Place copy = copy(scene.forward(scene.bob, combined, scene.bob));
                    Place outer = copy(scene.combine(scene.bob, List.of(combined), scene.bob));
                    scene.recall(scene.alice, combined).expect(200);
                    assertContained(scene, scene.bob, copy);
                    assertThat(scene.http
                                    .as(scene.bob, "GET", outer.path() + "/combined?inside=1")
                                    .expect(200)
                                    .text())
                            .contains(SECRET);
                });
        rows.add("edit", "is a copy, or a combined message", "`invalid-request`", scene -> {
            Place message = scene.message();
            Place copy = copy(scene.forward(scene.bob, message, scene.alice));
            assertThat(scene.edit(scene.bob, copy, "no").expectProblem(ErrorCode.INVALID_REQUEST))
                    .contains("forwarded");
            Place hidden = copy(scene.forward(scene.bob, List.of(message), ",\"hideSource\":true", to(scene.alice)));
            scene.edit(scene.bob, hidden, "no").expectProblem(ErrorCode.INVALID_REQUEST);
            Place image = copy(scene.forward(scene.bob, scene.image(), scene.alice));
            scene.editCaption(scene.bob, image, "no").expectProblem(ErrorCode.INVALID_REQUEST);
            Place combined = copy(scene.combine(scene.bob, List.of(message), scene.alice));
            scene.edit(scene.bob, combined, "no").expectProblem(ErrorCode.INVALID_REQUEST);
            scene.editCaption(scene.bob, combined, "no").expectProblem(ErrorCode.INVALID_REQUEST);
        });
        rows.add("reply, reaction, pin", "is a copy, or a combined message", "as for every message", scene -> {
            Place message = scene.message();
            assertIsLikeOthers(scene, copy(scene.forward(scene.alice, message, scene.bob)));
            assertIsLikeOthers(scene, copy(scene.combine(scene.alice, List.of(message), scene.bob)));
        });
    }

    /** What Alice has sent to Bob can be answered, reacted to and pinned until it is recalled. */
    private static void assertIsLikeOthers(OutcomeScene scene, Place sent) {
        Place reply = place(scene.reply(sent.seq()).expect(201));
        assertThat(scene.entry(scene.alice, reply).path("quote").path("seq").asLong())
                .isEqualTo(sent.seq());
        scene.react(scene.bob, sent, UP).expect(200);
        assertThat(scene.reactions(scene.alice, sent)).containsExactly(UP);
        scene.pin(scene.bob, sent).expect(200);
        assertThat(scene.pins(scene.alice, sent))
                .singleElement()
                .extracting(pin -> pin.path("entry").path("seq").asLong())
                .isEqualTo(sent.seq());
        scene.recall(scene.alice, sent).expect(200);
        scene.reply(sent.seq()).expectProblem(ErrorCode.MESSAGE_GONE);
        scene.react(scene.bob, sent, UP).expectProblem(ErrorCode.MESSAGE_GONE);
        scene.pin(scene.bob, sent).expectProblem(ErrorCode.MESSAGE_GONE);
    }

    private static void assertContained(OutcomeScene scene, User reader, Place combined) {
        assertThat(scene.contained(reader, combined).expect(200).text()).contains(SECRET);
    }

    private static void assertErased(OutcomeScene scene, Place combined) {
        scene.contained(scene.bob, combined).expectProblem(ErrorCode.MESSAGE_GONE);
        assertThat(scene.entry(scene.bob, combined).has("combined")).isFalse();
        assertThat(scene.service
                        .sql()
                        .sql("select count(*) from combined_message where conversation_id = ? and seq = ?")
                        .params(combined.conversation().value(), combined.seq())
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
