package io.waggle.im.outcome;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.outcome.OutcomeScene.Place;
import io.waggle.im.schedule.DueMessages;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;

import static io.waggle.im.outcome.OutcomeScene.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

final class ScheduleOutcomes {

    private static final String SCHEDULED = "/v1/scheduled-messages";

    private ScheduleOutcomes() {}

    static void addTo(Outcomes rows) {
        addRefusals(rows);
        addMeetings(rows);
        addChanges(rows);
    }

    private static void add(Outcomes rows, String done, String message, String outcome, Consumer<OutcomeScene> test) {
        rows.add(done, message, outcome, other -> {
            try (OutcomeScene scene = OutcomeScene.thatDoesNothingByItself()) {
                test.accept(scene);
            }
        });
    }

    private static void addRefusals(Outcomes rows) {
        add(
                rows,
                "sending at its time",
                "replies to a message that was recalled or has expired",
                "the scheduled message fails with `message-gone`",
                scene -> {
                    Place recalled = scene.message();
                    Answer first = toBob(scene, reply(recalled));
                    scene.recall(scene.alice, recalled).expect(200);
                    assertFails(scene, scene.alice, first, ErrorCode.MESSAGE_GONE);
                    Place expired = scene.message();
                    Answer second = toBob(scene, reply(expired));
                    scene.expire(expired);
                    assertFails(scene, scene.alice, second, ErrorCode.MESSAGE_GONE);
                    assertThat(scene.log(scene.bob, recalled)).doesNotContain("\"yes\"");
                });
        add(
                rows,
                "sending at its time",
                "its sender may no longer send: left the group, muted, blocked, banned",
                "it fails with the refusal that a message gets there",
                scene -> {
                    assertFailsOutsideTheGroup(scene);
                    assertFailsWhileMuted(scene);
                    assertFailsWhileBanned(scene);
                    assertFailsAfterBlocks(scene);
                });
        add(rows, "sending at its time", "shows media that were blocked", "it fails with `media-blocked`", scene -> {
            Id media = scene.media();
            Answer scheduled = toBob(scene, "\"image\":{\"mediaId\":\"" + media + "\"}");
            scene.blockMedia(media);
            assertFails(scene, scene.alice, scheduled, ErrorCode.MEDIA_BLOCKED);
        });
    }

    private static void assertFailsOutsideTheGroup(OutcomeScene scene) {
        Place place = scene.inGroup(scene.alice);
        Answer scheduled = toGroup(scene, place.conversation());
        scene.leave(scene.bob, place);
        assertFails(scene, scene.bob, scheduled, ErrorCode.NOT_A_MEMBER);
    }

    private static void assertFailsWhileMuted(OutcomeScene scene) {
        Place place = scene.inGroup(scene.alice);
        Answer scheduled = toGroup(scene, place.conversation());
        scene.mute(scene.bob, place);
        assertFails(scene, scene.bob, scheduled, ErrorCode.MUTED);
    }

    private static void assertFailsAfterBlocks(OutcomeScene scene) {
        Answer first = toBob(scene, text());
        Answer second = toBob(scene, text());
        scene.block(scene.bob, scene.alice);
        assertFails(scene, scene.alice, first, ErrorCode.NOT_FRIENDS);
        scene.block(scene.alice, scene.bob);
        assertFails(scene, scene.alice, second, ErrorCode.BLOCKED_BY_YOU);
    }

    private static void assertFailsWhileBanned(OutcomeScene scene) {
        Id gid = scene.group();
        Answer scheduled = toGroup(scene, gid);
        String ban = "/v1/admin/users/" + scene.bob.uid() + "/ban";
        User admin = scene.http.admin();
        scene.http.as(admin, "PUT", ban, "{\"reason\":\"spam\"}").expect(200);
        sendDue(scene, scheduled);
        scene.http.as(admin, "DELETE", ban).expect(200);
        assertHasFailed(scene, scene.bob, scheduled, ErrorCode.BANNED);
    }

    private static void addMeetings(Outcomes rows) {
        add(
                rows,
                "sending at its time",
                "is in a group whose slow mode its sender has to wait for",
                "it waits until its sender may write there again",
                scene -> {
                    Id gid = scene.group();
                    Answer scheduled = toGroup(scene, gid);
                    scene.slowMode(gid, 3_600);
                    scene.post(scene.bob, "{\"to\":{\"g\":\"" + gid + "\"},\"text\":\"hi\"}")
                            .expect(201);
                    sendDue(scene, scheduled);
                    assertThat(get(scene, scene.bob, scheduled)
                                    .expect(200)
                                    .body()
                                    .path("state")
                                    .asString())
                            .isEqualTo("waiting");
                    assertThat(nextAttempt(scene, scheduled))
                            .isBetween(
                                    Instant.now().plusSeconds(3_000),
                                    Instant.now().plusSeconds(3_600));
                    scene.slowMode(gid, 0);
                    sendDue(scene, scheduled);
                    assertSentOnce(scene, scene.bob, scheduled, SECRET);
                });
        add(
                rows,
                "sending at its time",
                "has the id of a message that its sender has sent there meanwhile",
                "nothing is sent; the message that was sent counts",
                scene -> {
                    String id = "\"id\":\"" + UUID.randomUUID() + "\",";
                    Answer scheduled = toBob(scene, id + text());
                    scene.toBob(id + "\"text\":\"sooner\"").expect(201);
                    var bobHears = scene.listen(scene.bob);
                    sendDue(scene, scheduled);
                    assertThat(bobHears).isEmpty();
                    assertThat(scene.log(scene.bob, place(scheduled))).doesNotContain(SECRET);
                    assertSentOnce(scene, scene.alice, scheduled, "sooner");
                });
        add(
                rows,
                "sending at its time",
                "has expired before it could be sent",
                "it gets a number, and is shown to nobody",
                scene -> {
                    Answer scheduled = toBob(
                            scene, text() + ",\"expiresAt\":\"" + tomorrow().plusSeconds(60) + "\"");
                    scene.service
                            .sql()
                            .sql("update scheduled_message set expires_at = 1 where id = ?")
                            .param(scheduled.id("id").value())
                            .update();
                    sendDue(scene, scheduled);
                    get(scene, scene.alice, scheduled).expectProblem(ErrorCode.NOT_FOUND);
                    for (User reader : new User[] {scene.alice, scene.bob}) {
                        JsonNode shown = scene.entry(reader, new Place(scheduled.id("conversation"), 1));
                        assertThat(shown.path("expired").asBoolean()).isTrue();
                        assertThat(shown.has("text")).isFalse();
                    }
                });
    }

    private static void addChanges(Outcomes rows) {
        add(
                rows,
                "change, cancelling",
                "is being sent",
                "one of them comes first; if it is the sending: `not-pending`, and `not-found` once it is sent",
                scene -> {
                    Answer cancelled = toBob(scene, text());
                    cancel(scene, cancelled).expect(204);
                    sendDue(scene, cancelled);
                    assertThat(scene.log(scene.bob, place(cancelled))).doesNotContain(SECRET);
                    Answer changed = toBob(scene, text());
                    change(scene, changed).expect(200);
                    sendDue(scene, changed);
                    assertSentOnce(scene, scene.alice, changed, "changed");
                    Answer sent = toBob(scene, text());
                    scene.service
                            .sql()
                            .sql("update scheduled_message set state = 'SENDING' where id = ?")
                            .param(sent.id("id").value())
                            .update();
                    change(scene, sent).expectProblem(ErrorCode.NOT_PENDING);
                    cancel(scene, sent).expectProblem(ErrorCode.NOT_PENDING);
                    sendDue(scene, sent);
                    change(scene, sent).expectProblem(ErrorCode.NOT_FOUND);
                    cancel(scene, sent).expectProblem(ErrorCode.NOT_FOUND);
                    assertSentOnce(scene, scene.alice, sent, SECRET);
                });
        add(rows, "the end of its sender's account", "is scheduled", "it is cancelled", scene -> {
            Answer scheduled = toBob(scene, text());
            scene.http
                    .as(scene.alice, "DELETE", "/v1/me", "{\"password\":\"" + HttpCalls.PASSWORD + "\"}")
                    .expect(204);
            assertThat(scene.service
                            .sql()
                            .sql("select count(*) from scheduled_message where id = ?")
                            .param(scheduled.id("id").value())
                            .query(Long.class)
                            .single())
                    .isZero();
            sendDue(scene, scheduled);
            assertThat(scene.log(scene.bob, place(scheduled))).doesNotContain(SECRET);
        });
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
    }

    private static String text() {
        return "\"text\":\"" + SECRET + "\"";
    }

    private static String reply(Place to) {
        return "\"text\":\"yes\",\"replyTo\":" + to.seq();
    }

    /** Schedules a message of Alice. */
    private static Answer toBob(OutcomeScene scene, String members) {
        return schedule(scene, scene.alice, "{\"u\":\"" + scene.bob.uid() + "\"}", members);
    }

    /** Schedules a message of Bob. */
    private static Answer toGroup(OutcomeScene scene, Id gid) {
        return schedule(scene, scene.bob, "{\"g\":\"" + gid + "\"}", text());
    }

    private static Answer schedule(OutcomeScene scene, User from, String to, String members) {
        return scene.http
                .as(from, "POST", SCHEDULED, "{\"to\":%s,\"sendAt\":\"%s\",%s}".formatted(to, tomorrow(), members))
                .expect(201);
    }

    private static Answer get(OutcomeScene scene, User user, Answer scheduled) {
        return scene.http.as(user, "GET", SCHEDULED + "/" + scheduled.id("id"));
    }

    /** What Alice does. */
    private static Answer change(OutcomeScene scene, Answer scheduled) {
        return scene.http.as(scene.alice, "PATCH", SCHEDULED + "/" + scheduled.id("id"), "{\"text\":\"changed\"}");
    }

    private static Answer cancel(OutcomeScene scene, Answer scheduled) {
        return scene.http.as(scene.alice, "DELETE", SCHEDULED + "/" + scheduled.id("id"));
    }

    /** The time of the message comes, and the service sends it if it still can. */
    private static void sendDue(OutcomeScene scene, Answer scheduled) {
        scene.service
                .sql()
                .sql("update scheduled_message set due_at = 1 where id = ?")
                .param(scheduled.id("id").value())
                .update();
        DueMessages.send(scene.service);
    }

    private static Instant nextAttempt(OutcomeScene scene, Answer scheduled) {
        return Instant.ofEpochMilli(scene.service
                .sql()
                .sql("select due_at from scheduled_message where id = ?")
                .param(scheduled.id("id").value())
                .query(Long.class)
                .single());
    }

    private static void assertFails(OutcomeScene scene, User sender, Answer scheduled, ErrorCode code) {
        sendDue(scene, scheduled);
        assertHasFailed(scene, sender, scheduled, code);
    }

    private static void assertHasFailed(OutcomeScene scene, User sender, Answer scheduled, ErrorCode code) {
        JsonNode failed = get(scene, sender, scheduled).expect(200).body();
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").path("code").asString()).isEqualTo(code.wireName());
    }

    /** It is no longer scheduled, and the conversation has the text once. */
    private static void assertSentOnce(OutcomeScene scene, User sender, Answer scheduled, String text) {
        get(scene, sender, scheduled).expectProblem(ErrorCode.NOT_FOUND);
        assertThat(scene.log(sender, place(scheduled))).containsOnlyOnce("\"" + text + "\"");
    }

    private static Place place(Answer scheduled) {
        return new Place(scheduled.id("conversation"), 0);
    }
}
