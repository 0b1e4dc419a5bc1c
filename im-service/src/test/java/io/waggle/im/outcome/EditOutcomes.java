package io.waggle.im.outcome;

import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;
import tools.jackson.databind.JsonNode;

import java.time.Duration;

import static io.waggle.im.outcome.OutcomeScene.SECRET;
import static io.waggle.im.outcome.OutcomeScene.place;
import static org.assertj.core.api.Assertions.assertThat;

final class EditOutcomes {

    private EditOutcomes() {}

    static void addTo(Outcomes rows) {
        rows.add(
                "edit",
                "was recalled, or has expired",
                "`message-gone`",
                scene -> scene.assertNotWithWhatIsGone((user, message) -> scene.edit(user, message, "no")));
        rows.add(
                "edit",
                "is a change of the group, a recall or an edit",
                "`invalid-request`",
                scene ->
                        scene.assertNotWith((user, entry) -> scene.edit(user, entry, "no"), ErrorCode.INVALID_REQUEST));
        addContents(rows);
        rows.add("edit", "has the same text or caption", "succeeds and changes nothing", scene -> {
            Place text = scene.message();
            scene.assertChangesNothing(
                    text, () -> scene.edit(scene.alice, text, SECRET).expect(200));
            Place image = scene.image();
            scene.assertChangesNothing(
                    image, () -> scene.editCaption(scene.alice, image, SECRET).expect(200));
        });
        rows.add("edit", "is older than the limit", "`too-late`", scene -> {
            Place message = scene.message();
            scene.makeOlder(message, Duration.ofSeconds(901));
            scene.edit(scene.alice, message, "no").expectProblem(ErrorCode.TOO_LATE);
        });
        rows.add(
                "edit",
                "is in a conversation where the sender may no longer write",
                "the refusal that a message gets there: `muted`, `not-friends`, `blocked-by-you`",
                scene -> scene.assertOnlyWhereOneMayWrite((user, message) -> scene.edit(user, message, "no")));
        rows.add("edit", "is quoted by a reply", "the quote shows the new text or caption", scene -> {
            Place text = scene.message();
            Place reply = place(scene.reply(text.seq()).expect(201));
            scene.edit(scene.alice, text, "new").expect(200);
            assertThat(scene.entry(scene.alice, reply)
                            .path("quote")
                            .path("text")
                            .asString())
                    .isEqualTo("new");
            Place image = scene.image();
            Place second = place(scene.reply(image.seq()).expect(201));
            scene.editCaption(scene.alice, image, "newer").expect(200);
            assertThat(scene.entry(scene.alice, second)
                            .path("quote")
                            .path("text")
                            .asString())
                    .isEqualTo("newer");
        });
    }

    private static void addContents(Outcomes rows) {
        rows.add("edit", "has neither text nor media", "`invalid-request`", scene -> {
            Place location = place(
                    scene.toBob("\"location\":{\"lat\":48.1,\"lon\":11.5}").expect(201));
            scene.edit(scene.alice, location, "no").expectProblem(ErrorCode.INVALID_REQUEST);
            scene.editCaption(scene.alice, location, "no").expectProblem(ErrorCode.INVALID_REQUEST);
        });
        rows.add("edit of the caption", "shows media", "readers see the new caption; the media stay", scene -> {
            Place image = scene.image();
            JsonNode before = scene.entry(scene.bob, image);
            scene.editCaption(scene.alice, image, "new").expect(200);
            JsonNode after = scene.entry(scene.bob, image);
            assertThat(after.path("caption").asString()).isEqualTo("new");
            assertThat(after.path("image")).isEqualTo(before.path("image"));
        });
        rows.add(
                "edit of the caption",
                "is a text",
                "`invalid-request`",
                scene ->
                        scene.editCaption(scene.alice, scene.message(), "no").expectProblem(ErrorCode.INVALID_REQUEST));
        rows.add(
                "edit of the text",
                "shows media",
                "`invalid-request`",
                scene -> scene.edit(scene.alice, scene.image(), "no").expectProblem(ErrorCode.INVALID_REQUEST));
    }
}
