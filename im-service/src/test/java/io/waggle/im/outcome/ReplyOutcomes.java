package io.waggle.im.outcome;

import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;

final class ReplyOutcomes {

    private ReplyOutcomes() {}

    static void addTo(Outcomes rows) {
        rows.add(
                "reply",
                "was recalled, or has expired",
                "`message-gone`",
                scene -> scene.assertNotWithWhatIsGone((user, message) -> scene.reply(message.seq())));
        rows.add("reply", "the sender cannot read, or is no message", "`invalid-payload`", scene -> {
            scene.reply(99).expectProblem(ErrorCode.INVALID_PAYLOAD);
            scene.assertNotWith((user, entry) -> replyInGroup(scene, user, entry), ErrorCode.INVALID_PAYLOAD);
            Place before = scene.inGroup(scene.alice);
            replyInGroup(scene, scene.newMember(before), before).expectProblem(ErrorCode.INVALID_PAYLOAD);
        });
        rows.add("reply, sent again", "was recalled after the first time", "the answer of the first time", scene -> {
            Place message = scene.message();
            String reply =
                    "{\"to\":{\"u\":\"%s\"},\"id\":\"0197c3a0-1b2c-7def-8123-456789abcdef\",\"text\":\"yes\",\"replyTo\":%d}"
                            .formatted(scene.alice.uid(), message.seq());
            String first = scene.post(scene.bob, reply).expect(201).text();
            scene.recall(scene.alice, message).expect(200);
            assertThat(scene.post(scene.bob, reply).expect(201).text()).isEqualTo(first);
        });
    }

    private static Answer replyInGroup(OutcomeScene scene, User user, Place to) {
        return scene.post(
                user, "{\"to\":{\"g\":\"%s\"},\"text\":\"yes\",\"replyTo\":%d}".formatted(to.conversation(), to.seq()));
    }
}
