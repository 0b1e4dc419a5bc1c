package io.waggle.im.outcome;

import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.log.ExpiredEntries;
import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.protocol.ErrorCode;
import tools.jackson.databind.JsonNode;

import java.util.List;

import static io.waggle.im.outcome.OutcomeScene.SECRET;
import static io.waggle.im.outcome.OutcomeScene.place;
import static org.assertj.core.api.Assertions.assertThat;

final class ThreadOutcomes {

    private ThreadOutcomes() {}

    static void addTo(Outcomes rows) {
        addWriting(rows);
        addLaterActions(rows);
        addHiding(rows);
        rows.add(
                "following, reading a thread",
                "is in a group that the user has left",
                "`not-found`; their list of threads does not have it",
                scene -> {
                    Place root = scene.inGroup(scene.alice);
                    writeInGroup(scene, scene.bob, root).expect(201);
                    assertThat(followed(scene, scene.bob)).containsExactly(root.seq());
                    scene.leave(scene.bob, root);
                    scene.http.as(scene.bob, "PUT", path(root) + "/follow").expectProblem(ErrorCode.NOT_FOUND);
                    scene.http.as(scene.bob, "DELETE", path(root) + "/follow").expectProblem(ErrorCode.NOT_FOUND);
                    scene.http.as(scene.bob, "GET", path(root)).expectProblem(ErrorCode.NOT_FOUND);
                    scene.http
                            .as(scene.bob, "PUT", path(root) + "/read", "{\"readSeq\":" + root.seq() + "}")
                            .expectProblem(ErrorCode.NOT_FOUND);
                    assertThat(followed(scene, scene.bob)).isEmpty();
                });
    }

    private static void addWriting(Outcomes rows) {
        rows.add(
                "message in a thread",
                "was recalled, or has expired (the root)",
                "`message-gone`",
                scene -> scene.assertNotWithWhatIsGone((user, root) -> write(scene, user, root)));
        rows.add(
                "message in a thread",
                "belongs to a thread itself",
                "`invalid-payload`, which names the root",
                scene -> {
                    Place root = scene.message();
                    Place inThread = place(write(scene, scene.bob, root).expect(201));
                    assertThat(write(scene, scene.alice, inThread).expectProblem(ErrorCode.INVALID_PAYLOAD))
                            .endsWith("give thread " + root.seq());
                });
        rows.add("message in a thread", "the sender cannot read, or is no message", "`invalid-payload`", scene -> {
            Place missing = new Place(scene.message().conversation(), 99);
            write(scene, scene.alice, missing).expectProblem(ErrorCode.INVALID_PAYLOAD);
            scene.assertNotWith((user, entry) -> writeInGroup(scene, user, entry), ErrorCode.INVALID_PAYLOAD);
            Place before = scene.inGroup(scene.alice);
            writeInGroup(scene, scene.newMember(before), before).expectProblem(ErrorCode.INVALID_PAYLOAD);
        });
    }

    private static void addLaterActions(Outcomes rows) {
        rows.add(
                "recall, expiry",
                "belongs to a thread",
                "it is no longer in the thread, and the root counts one less",
                scene -> {
                    Place root = scene.message();
                    Place stays = place(write(scene, scene.bob, root).expect(201));
                    Place expires = place(write(scene, scene.alice, root).expect(201));
                    Place recalled = place(write(scene, scene.bob, root).expect(201));
                    scene.recall(scene.bob, recalled).expect(200);
                    assertThat(messages(scene, scene.alice, root)).containsExactly(stays.seq(), expires.seq());
                    assertThat(shownAtRoot(scene, scene.alice, root)).isEqualTo(new Shown(2, expires.seq()));
                    scene.expire(expires);
                    erase(scene, expires);
                    assertThat(messages(scene, scene.alice, root)).containsExactly(stays.seq());
                    assertThat(shownAtRoot(scene, scene.alice, root)).isEqualTo(new Shown(1, stays.seq()));
                });
        rows.add(
                "recall, expiry",
                "is the root of a thread",
                "the thread stays and is shown at what is left of the root",
                scene -> {
                    Place recalled = scene.message();
                    Place inRecalled = place(write(scene, scene.bob, recalled).expect(201));
                    scene.recall(scene.alice, recalled).expect(200);
                    assertThat(scene.entry(scene.bob, recalled).has("recalled")).isTrue();
                    assertThreadStays(scene, recalled, inRecalled);
                    Place expired = scene.message();
                    Place inExpired = place(write(scene, scene.bob, expired).expect(201));
                    scene.expire(expired);
                    assertThat(scene.entry(scene.bob, expired).has("expired")).isTrue();
                    assertThreadStays(scene, expired, inExpired);
                    erase(scene, expired);
                    assertThreadStays(scene, expired, inExpired);
                });
        rows.add("edit", "belongs to a thread", "it stays there", scene -> {
            Place root = scene.message();
            Place inThread = place(write(scene, scene.bob, root).expect(201));
            scene.edit(scene.bob, inThread, "new").expect(200);
            assertThat(messages(scene, scene.alice, root)).containsExactly(inThread.seq());
            assertThat(shownAtRoot(scene, scene.alice, root)).isEqualTo(new Shown(1, inThread.seq()));
            JsonNode edited = scene.entry(scene.alice, inThread);
            assertThat(edited.path("text").asString()).isEqualTo("new");
            assertThat(edited.path("thread").asLong()).isEqualTo(root.seq());
        });
    }

    private static void assertThreadStays(OutcomeScene scene, Place root, Place inThread) {
        assertThat(scene.entry(scene.bob, root).has("text")).isFalse();
        assertThat(shownAtRoot(scene, scene.bob, root)).isEqualTo(new Shown(1, inThread.seq()));
        assertThat(messages(scene, scene.bob, root)).containsExactly(inThread.seq());
        assertThat(followed(scene, scene.bob)).contains(root.seq());
    }

    private static void addHiding(Outcomes rows) {
        rows.add(
                "delete for oneself",
                "belongs to a thread",
                "that user does not see it there; the root still counts it",
                scene -> {
                    Place root = scene.message();
                    Place hidden = place(write(scene, scene.bob, root).expect(201));
                    Place other = place(write(scene, scene.bob, root).expect(201));
                    scene.hide(scene.alice, hidden).expect(204);
                    assertThat(messages(scene, scene.alice, root)).containsExactly(other.seq());
                    assertThat(messages(scene, scene.bob, root)).containsExactly(hidden.seq(), other.seq());
                    assertThat(shownAtRoot(scene, scene.alice, root)).isEqualTo(new Shown(2, other.seq()));
                });
        rows.add(
                "delete for oneself",
                "is the root of a thread",
                "that user sees neither the thread nor an entry in their list of threads; its messages stay in the conversation",
                scene -> {
                    Place root = scene.message();
                    write(scene, scene.bob, root).expect(201);
                    scene.hide(scene.alice, root).expect(204);
                    scene.http.as(scene.alice, "GET", path(root)).expectProblem(ErrorCode.NOT_FOUND);
                    assertThat(followed(scene, scene.alice)).isEmpty();
                    assertThat(scene.log(scene.alice, root))
                            .contains("\"here\"")
                            .doesNotContain(SECRET);
                    assertThat(followed(scene, scene.bob)).containsExactly(root.seq());
                });
    }

    private static void erase(OutcomeScene scene, Place expired) {
        ExpiredEntries.erase(scene.service, expired.conversation(), expired.seq());
    }

    /** Writes to the other of the pair. */
    private static Answer write(OutcomeScene scene, User from, Place root) {
        User to = from.equals(scene.alice) ? scene.bob : scene.alice;
        return write(scene, from, "{\"u\":\"" + to.uid() + "\"}", root);
    }

    private static Answer writeInGroup(OutcomeScene scene, User from, Place root) {
        return write(scene, from, "{\"g\":\"" + root.conversation() + "\"}", root);
    }

    private static Answer write(OutcomeScene scene, User from, String to, Place root) {
        return scene.post(from, "{\"to\":%s,\"text\":\"here\",\"thread\":%d}".formatted(to, root.seq()));
    }

    /** What the root shows of its thread. */
    private record Shown(int count, long lastSeq) {}

    private static Shown shownAtRoot(OutcomeScene scene, User reader, Place root) {
        JsonNode thread = scene.entry(reader, root).path("thread");
        return new Shown(thread.path("count").asInt(), thread.path("lastSeq").asLong());
    }

    private static List<Long> messages(OutcomeScene scene, User reader, Place root) {
        return seqs(scene, reader, path(root));
    }

    /** The roots in the user's list of threads. */
    private static List<Long> followed(OutcomeScene scene, User user) {
        return seqs(scene, user, "/v1/threads");
    }

    private static List<Long> seqs(OutcomeScene scene, User reader, String path) {
        return scene.http
                .as(reader, "GET", path)
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }

    private static String path(Place root) {
        return root.path() + "/thread";
    }
}
