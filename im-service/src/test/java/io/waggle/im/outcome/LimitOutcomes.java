package io.waggle.im.outcome;

import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;

import java.util.UUID;

import static io.waggle.im.outcome.OutcomeScene.SECRET;
import static io.waggle.im.outcome.OutcomeScene.UP;
import static org.assertj.core.api.Assertions.assertThat;

/** Slow mode, the rate of messages, and the copies that operators keep. */
final class LimitOutcomes {

    private LimitOutcomes() {}

    static void addTo(Outcomes rows) {
        rows.add(
                "recall",
                "is its sender's last one in a group in slow mode",
                "the pause still counts from it",
                scene -> {
                    Id gid = scene.group();
                    scene.slowMode(gid, 3_600);
                    Place message = scene.inGroup(gid, scene.bob);
                    scene.recall(scene.bob, message).expect(200);
                    scene.toGroup(gid, scene.bob).expectProblem(ErrorCode.SLOW_MODE);
                });
        rows.add("edit, recall, reaction", "is in a group in slow mode", "needs no pause", scene -> {
            Id gid = scene.group();
            scene.slowMode(gid, 3_600);
            Place message = scene.inGroup(gid, scene.bob);
            scene.edit(scene.bob, message, "new").expect(200);
            scene.react(scene.bob, message, UP).expect(200);
            scene.recall(scene.bob, message).expect(200);
        });
        rows.add(
                "sending with the id of a message",
                "is stored, too often or too soon in slow mode",
                "the answer of the first time",
                scene -> {
                    Id gid = scene.group();
                    scene.slowMode(gid, 3_600);
                    String message = withId("{\"g\":\"" + gid + "\"}");
                    String first = scene.post(scene.bob, message).expect(201).text();
                    scene.toGroup(gid, scene.bob).expectProblem(ErrorCode.SLOW_MODE);
                    assertThat(scene.post(scene.bob, message).expect(201).text())
                            .isEqualTo(first);
                    whereOneMessageASecondIsAllowed();
                });
        rows.add(
                "edit",
                "is in a conversation where the sender writes or edits too often",
                "`overloaded`, as for a message",
                scene -> whereTooManyEditsAreRefused());
        rows.add(
                "recall",
                "operators keep copies of (`waggle.messages.audit`)",
                "as without copies; administrators can read the copy for the time that is set",
                scene -> whereCopiesAreKept());
    }

    private static void whereOneMessageASecondIsAllowed() {
        try (OutcomeScene scene = OutcomeScene.withOtherSettings()) {
            String message = withId("{\"u\":\"" + scene.bob.uid() + "\"}");
            String first = scene.post(scene.alice, message).expect(201).text();
            while (scene.toBob("\"text\":\"hi\"").status() == 201) {
                // A second has passed.
            }
            assertThat(scene.post(scene.alice, message).expect(201).text()).isEqualTo(first);
        }
    }

    private static void whereTooManyEditsAreRefused() {
        try (OutcomeScene scene = OutcomeScene.withOtherSettings()) {
            Place message = scene.message();
            Answer last = scene.edit(scene.alice, message, "new");
            while (last.status() == 200) {
                last = scene.edit(scene.alice, message, "new");
            }
            last.expectProblem(ErrorCode.OVERLOADED);
        }
    }

    private static String withId(String to) {
        return "{\"to\":%s,\"id\":\"%s\",\"text\":\"hi\"}".formatted(to, UUID.randomUUID());
    }

    private static void whereCopiesAreKept() {
        try (OutcomeScene scene = OutcomeScene.withOtherSettings()) {
            Place message = scene.message();
            scene.recall(scene.alice, message).expect(200);
            assertThat(scene.log(scene.alice, message)).doesNotContain(SECRET);
            String copy = "/v1/admin" + message.path().substring("/v1".length()) + "/recalled";
            assertThat(scene.http
                            .as(scene.http.admin(), "GET", copy)
                            .expect(200)
                            .text())
                    .contains(SECRET);
            scene.http.as(scene.alice, "GET", copy).expectProblem(ErrorCode.NOT_ALLOWED);
        }
    }
}
