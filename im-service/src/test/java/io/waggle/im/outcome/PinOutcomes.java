package io.waggle.im.outcome;

import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

final class PinOutcomes {

    private static final int PINS_MAX = 50;

    private PinOutcomes() {}

    static void addTo(Outcomes rows) {
        addStates(rows);
        addRights(rows);
        rows.add("recall, expiry", "is pinned", "it is no longer in the list; there is no `unpin` entry", scene -> {
            Place recalled = scene.message();
            Place expired = scene.message();
            scene.pin(scene.alice, recalled).expect(200);
            scene.pin(scene.alice, expired).expect(200);
            scene.recall(scene.alice, recalled).expect(200);
            scene.expire(expired);
            assertThat(scene.pins(scene.bob, recalled)).isEmpty();
            assertThat(scene.log(scene.bob, recalled)).doesNotContain("\"unpin\"");
        });
        rows.add("edit", "is pinned", "the list shows the new text", scene -> {
            Place message = scene.message();
            scene.pin(scene.alice, message).expect(200);
            scene.edit(scene.alice, message, "new").expect(200);
            assertThat(scene.pins(scene.bob, message))
                    .singleElement()
                    .extracting(pin -> pin.path("entry").path("text").asString())
                    .isEqualTo("new");
        });
    }

    private static void addStates(Outcomes rows) {
        rows.add(
                "pin",
                "was recalled, or has expired",
                "`message-gone`",
                scene -> scene.assertNotWithWhatIsGone(scene::pin));
        rows.add("pin", "is pinned already", "succeeds and changes nothing", scene -> {
            Place message = scene.message();
            String first = scene.pin(scene.alice, message).expect(200).text();
            scene.assertChangesNothing(
                    message,
                    () -> assertThat(scene.pin(scene.bob, message).expect(200).text())
                            .isEqualTo(first));
        });
        rows.add("unpin", "is not pinned, was recalled, or has expired", "succeeds; there is no entry", scene -> {
            Place message = scene.message();
            scene.unpin(scene.alice, message).expect(204);
            Place recalled = scene.message();
            scene.pin(scene.alice, recalled).expect(200);
            scene.recall(scene.alice, recalled).expect(200);
            scene.unpin(scene.alice, recalled).expect(204);
            Place expired = scene.message();
            scene.pin(scene.alice, expired).expect(200);
            scene.expire(expired);
            scene.unpin(scene.alice, expired).expect(204);
            assertThat(scene.log(scene.bob, message)).doesNotContain("\"unpin\"");
        });
        rows.add(
                "pin",
                "is a change of the group, a recall, an edit or a pin",
                "`invalid-request`",
                scene -> scene.assertNotWith(scene::pin, ErrorCode.INVALID_REQUEST));
        rows.add("pin", "is in a conversation with 50 pinned messages", "`limit-reached`", scene -> {
            List<Place> messages = IntStream.rangeClosed(0, PINS_MAX)
                    .mapToObj(i -> scene.message())
                    .toList();
            messages.subList(0, PINS_MAX)
                    .forEach(message -> scene.pin(scene.alice, message).expect(200));
            scene.pin(scene.alice, messages.getLast()).expectProblem(ErrorCode.LIMIT_REACHED);
        });
    }

    private static void addRights(Outcomes rows) {
        rows.add("pin, unpin", "is in a group where the user is a plain member", "`not-allowed`", scene -> {
            Place message = scene.inGroup(scene.alice);
            scene.pin(scene.bob, message).expectProblem(ErrorCode.NOT_ALLOWED);
            scene.pin(scene.alice, message).expect(200);
            scene.unpin(scene.bob, message).expectProblem(ErrorCode.NOT_ALLOWED);
        });
        rows.add("pin, unpin", "is in a group that the user has left", "`not-found`", scene -> {
            Place message = scene.inGroup(scene.alice);
            scene.leave(scene.bob, message);
            scene.pin(scene.bob, message).expectProblem(ErrorCode.NOT_FOUND);
            scene.unpin(scene.bob, message).expectProblem(ErrorCode.NOT_FOUND);
        });
        rows.add(
                "pin, unpin",
                "is in a conversation where the user may no longer write, muted or blocked",
                "`muted`, `not-friends`, `blocked-by-you`",
                scene -> {
                    scene.assertOnlyWhereOneMayWrite(scene::pin);
                    scene.assertOnlyWhereOneMayWrite(scene::unpin);
                });
    }
}
