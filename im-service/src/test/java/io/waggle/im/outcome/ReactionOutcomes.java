package io.waggle.im.outcome;

import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.v1.ReactionCount;
import io.waggle.protocol.v1.Reactions;

import java.util.stream.IntStream;

import static io.waggle.im.outcome.OutcomeScene.DOWN;
import static io.waggle.im.outcome.OutcomeScene.UP;
import static org.assertj.core.api.Assertions.assertThat;

final class ReactionOutcomes {

    private static final int EMOJI_MAX = 50;

    private ReactionOutcomes() {}

    static void addTo(Outcomes rows) {
        addStates(rows);
        addLimits(rows);
        addRights(rows);
    }

    private static void addStates(Outcomes rows) {
        rows.add("reaction, or removing one", "was recalled, or has expired", "`message-gone`", scene -> {
            scene.assertNotWithWhatIsGone((user, message) -> scene.react(user, message, UP));
            scene.assertNotWithWhatIsGone((user, message) -> scene.unreact(user, message, UP));
        });
        rows.add(
                "reaction",
                "is a change of the group, a recall, an edit or a pin",
                "`invalid-request`",
                scene -> scene.assertNotWith((user, entry) -> scene.react(user, entry, UP), ErrorCode.INVALID_REQUEST));
        rows.add("reaction", "has the same one of this user", "succeeds and changes nothing", scene -> {
            Place message = scene.message();
            scene.react(scene.bob, message, UP).expect(200);
            long version = scene.entry(scene.bob, message).path("version").asLong();
            scene.react(scene.bob, message, UP).expect(200);
            assertThat(scene.entry(scene.bob, message).path("version").asLong()).isEqualTo(version);
        });
        rows.add("recall", "has reactions", "they are deleted with the content", scene -> {
            Place message = scene.message();
            scene.react(scene.bob, message, UP).expect(200);
            scene.recall(scene.alice, message).expect(200);
            assertThat(scene.reactions(scene.bob, message)).isEmpty();
        });
        rows.add("edit", "has reactions", "they stay", scene -> {
            Place message = scene.message();
            scene.react(scene.bob, message, UP).expect(200);
            scene.edit(scene.alice, message, "new").expect(200);
            assertThat(scene.reactions(scene.bob, message)).containsExactly(UP);
        });
    }

    private static void addLimits(Outcomes rows) {
        rows.add(
                "reaction",
                "has another one of this user",
                "replaces it; where more than one is allowed: added, up to `limit-reached`",
                scene -> {
                    Place message = scene.message();
                    scene.react(scene.bob, message, UP).expect(200);
                    scene.react(scene.bob, message, DOWN).expect(200);
                    assertThat(scene.reactions(scene.bob, message)).containsExactly(DOWN);
                    whereTwoAreAllowed();
                });
        rows.add("reaction", "has 50 other emoji", "`limit-reached`", scene -> {
            Place message = scene.message();
            Reactions.Builder full = Reactions.newBuilder();
            IntStream.range(0, EMOJI_MAX)
                    .forEach(i -> full.addCounts(
                            ReactionCount.newBuilder().setEmoji("e" + i).setCount(1)));
            scene.service
                    .sql()
                    .sql("insert into amendment (conversation_id, seq, version, reactions) values (?, ?, 1, ?)")
                    .params(
                            message.conversation().value(),
                            message.seq(),
                            full.build().toByteArray())
                    .update();
            scene.react(scene.bob, message, UP).expectProblem(ErrorCode.LIMIT_REACHED);
        });
    }

    private static void whereTwoAreAllowed() {
        try (OutcomeScene scene = OutcomeScene.withOtherSettings()) {
            Place message = scene.message();
            scene.react(scene.bob, message, UP).expect(200);
            scene.react(scene.bob, message, DOWN).expect(200);
            scene.react(scene.bob, message, "\uD83C\uDF89").expectProblem(ErrorCode.LIMIT_REACHED);
            assertThat(scene.reactions(scene.bob, message)).containsExactlyInAnyOrder(UP, DOWN);
        }
    }

    private static void addRights(Outcomes rows) {
        rows.add("reaction", "is in a group that the user has left", "`not-found`", scene -> {
            Place message = scene.inGroup(scene.alice);
            scene.leave(scene.bob, message);
            scene.react(scene.bob, message, UP).expectProblem(ErrorCode.NOT_FOUND);
        });
        rows.add(
                "reaction",
                "is in a conversation where the user may no longer write, muted or blocked",
                "`muted`, `not-friends`, `blocked-by-you`",
                scene -> scene.assertOnlyWhereOneMayWrite((user, message) -> scene.react(user, message, UP)));
        rows.add(
                "removing a reaction", "is in a conversation where the user may no longer write", "succeeds", scene -> {
                    Place message = scene.message();
                    scene.react(scene.bob, message, UP).expect(200);
                    scene.block(scene.alice, scene.bob);
                    scene.unreact(scene.bob, message, UP).expect(204);
                    Place inGroup = scene.inGroup(scene.alice);
                    scene.react(scene.bob, inGroup, UP).expect(200);
                    scene.mute(scene.bob, inGroup);
                    scene.unreact(scene.bob, inGroup, UP).expect(204);
                    assertThat(scene.reactions(scene.bob, inGroup)).isEmpty();
                });
    }
}
