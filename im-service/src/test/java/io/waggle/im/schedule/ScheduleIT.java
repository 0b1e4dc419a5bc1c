package io.waggle.im.schedule;

import io.waggle.fabric.Subjects;
import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.NoSchedules;
import io.waggle.im.QueryPlan;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.im.media.ScriptedMedia;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import io.waggle.protocol.v1.ScheduledChanged;
import io.waggle.protocol.v1.ScheduledChanged.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A service of its own, in which the sender only works when a test lets it. */
class ScheduleIT {

    private static final int PER_USER = 30;

    private static final RunningService service = start();
    private static final HttpCalls http = service.http();

    private final Instant later = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User stranger = http.newUser();

    private static RunningService start() {
        Map<String, Object> properties = new HashMap<>(NoSchedules.properties());
        properties.put("waggle.schedule.per-user", PER_USER);
        return RunningService.start(properties);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
    }

    @Test
    void schedule_waitsAndIsListed() {
        List<Envelope> devices = service.listen(alice.uid());

        Answer scheduled = schedule(alice, text("good morning"), later).expect(201);
        tick();

        JsonNode body = scheduled.body();
        assertThat(body.path("state").asString()).isEqualTo("waiting");
        assertThat(sendAt(body)).isEqualTo(later);
        assertThat(body.path("message").path("text").asString()).isEqualTo("good morning");
        assertThat(list(alice)).containsExactly(body);
        assertThat(get(alice, scheduled.id("id")).expect(200).body()).isEqualTo(body);
        assertThat(log(bob, scheduled)).isEmpty();
        assertThat(devices).singleElement().satisfies(envelope -> {
            assertThat(new Id(envelope.getOrigin())).isEqualTo(alice.did());
            ScheduledChanged change = Envelopes.down(envelope).getScheduled();
            assertThat(new Id(change.getId())).isEqualTo(scheduled.id("id"));
            assertThat(change.getState()).isEqualTo(State.WAITING);
        });
    }

    @Test
    void tick_atItsTime_sendsItOnceToAllDevicesOfBoth() {
        String id = UUID.randomUUID().toString();
        Answer scheduled =
                schedule(alice, "\"id\":\"" + id + "\",\"text\":\"now\"", later).expect(201);
        makeDue(scheduled);
        List<Envelope> devices = service.listen(alice.uid());

        tick();
        tick();

        List<JsonNode> log = log(bob, scheduled);
        assertThat(log).singleElement().satisfies(entry -> {
            assertThat(entry.path("text").asString()).isEqualTo("now");
            assertThat(entry.path("id").asString()).isEqualTo(id);
        });
        assertThat(list(alice)).isEmpty();
        get(alice, scheduled.id("id")).expectProblem(ErrorCode.NOT_FOUND);
        assertThat(devices)
                .hasSize(2)
                .allSatisfy(envelope -> assertThat(envelope.getOrigin()).isZero());
        assertThat(Envelopes.down(devices.getFirst()).hasMessage()).isTrue();
        assertThat(Envelopes.down(devices.getLast()).getScheduled()).satisfies(sent -> {
            assertThat(sent.getState()).isEqualTo(State.SENT);
            assertThat(sent.getSeq()).isEqualTo(1);
        });
    }

    @Test
    void schedule_twiceWithOneId_isOneMessage() {
        String message = "\"id\":\"" + UUID.randomUUID() + "\",\"text\":\"once\"";
        Answer first = schedule(alice, message, later).expect(201);

        Answer second = schedule(alice, message, later.plusSeconds(60)).expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        makeDue(first);
        tick();
        assertThat(schedule(alice, message, later).expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("message 1");
        assertThat(log(bob, first)).hasSize(1);
    }

    @Test
    void schedule_forAWrongTime_isRefused() {
        assertThat(schedule(alice, text("hi"), Instant.now()).expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("5 seconds");
        assertThat(schedule(alice, text("hi"), Instant.now().plus(Duration.ofDays(366)))
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("365 days");
        assertThat(post(alice, "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\"}".formatted(bob.uid()))
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("sendAt");
        assertThat(post(alice, "{\"sendAt\":\"%s\",\"text\":\"hi\"}".formatted(later))
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("to");
        assertThat(schedule(alice, "\"text\":\"hi\",\"expiresAt\":\"" + later + "\"", later)
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("expiresAt");
        post(alice, "{\"to\":{\"u\":\"%s\"},\"sendAt\":\"tomorrow\",\"text\":\"hi\"}".formatted(bob.uid()))
                .expectProblem(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void schedule_whatCouldNotBeSentNow_isRefused() {
        schedule(alice, "\"replyTo\":7", later).expectProblem(ErrorCode.INVALID_PAYLOAD);
        schedule(alice, "\"text\":\"hi\",\"replyTo\":7", later).expectProblem(ErrorCode.INVALID_PAYLOAD);
        schedule(stranger, text("hi"), later).expectProblem(ErrorCode.NOT_FRIENDS);
        post(
                        alice,
                        "{\"to\":{\"u\":\"%s\"},\"sendAt\":\"%s\",\"text\":\"hi\",\"burnAfter\":5}"
                                .formatted(alice.uid(), later))
                .expectProblem(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void send_withSendAt_isRefused() {
        String body = "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\",\"sendAt\":\"%s\"}".formatted(bob.uid(), later);

        assertThat(http.as(alice, "POST", "/v1/messages", body).expectProblem(ErrorCode.INVALID_PAYLOAD))
                .contains("/v1/scheduled-messages");
    }

    @Test
    void schedule_moreThanTheLimit_isRefusedUntilOneIsCancelled() throws Exception {
        List<Integer> statuses = AtOnce.all(IntStream.range(0, PER_USER + 5)
                .<Callable<Integer>>mapToObj(
                        i -> () -> schedule(alice, text("" + i), later).status())
                .toList());

        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(PER_USER);
        List<JsonNode> listed = list(alice);
        assertThat(listed).hasSize(PER_USER);
        schedule(alice, text("more"), later).expectProblem(ErrorCode.LIMIT_REACHED);
        cancel(alice, id(listed.getFirst())).expect(204);
        schedule(alice, text("more"), later).expect(201);
    }

    @Test
    void list_byPagesAndByConversation_inOrderOfTime() {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[]}")
                .expect(201)
                .id("gid");
        Answer third = schedule(alice, text("3"), later.plusSeconds(3)).expect(201);
        Answer first = schedule(alice, text("1"), later.plusSeconds(1)).expect(201);
        Answer second = post(
                        alice,
                        "{\"to\":{\"g\":\"%s\"},\"sendAt\":\"%s\",\"text\":\"2\"}".formatted(gid, later.plusSeconds(1)))
                .expect(201);

        List<JsonNode> paged = new ArrayList<>();
        String cursor = "";
        JsonNode page;
        do {
            page = http.as(alice, "GET", "/v1/scheduled-messages?limit=1" + cursor)
                    .expect(200)
                    .body();
            page.path("items").forEach(paged::add);
            cursor = "&cursor=" + page.path("next").asString("");
        } while (page.path("more").asBoolean());

        assertThat(paged).containsExactly(first.body(), second.body(), third.body());
        assertThat(http.as(alice, "GET", "/v1/scheduled-messages?conversation=" + gid)
                        .expect(200)
                        .body()
                        .path("items")
                        .valueStream())
                .containsExactly(second.body());
        http.as(alice, "GET", "/v1/scheduled-messages?cursor=nonsense").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void otherUsers_seeNothingOfIt() {
        Answer scheduled = schedule(alice, text("hi"), later).expect(201);
        Id id = scheduled.id("id");

        assertThat(list(bob)).isEmpty();
        get(bob, id).expectProblem(ErrorCode.NOT_FOUND);
        change(bob, id, "{\"text\":\"ha\"}").expectProblem(ErrorCode.NOT_FOUND);
        cancel(bob, id).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void change_ofTheTimeOrTheMessage_keepsTheOther() {
        Answer scheduled = schedule(alice, "\"text\":\"hi\",\"expiresAt\":\"" + later.plusSeconds(60) + "\"", later)
                .expect(201);
        Id id = scheduled.id("id");

        JsonNode moved = change(alice, id, "{\"sendAt\":\"%s\"}".formatted(later.plusSeconds(9)))
                .expect(200)
                .body();
        assertThat(sendAt(moved)).isEqualTo(later.plusSeconds(9));
        assertThat(moved.path("message")).isEqualTo(scheduled.body().path("message"));
        assertThat(change(alice, id, "{\"sendAt\":\"%s\"}".formatted(later.plusSeconds(60)))
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("expiresAt");
        JsonNode replaced = change(alice, id, "{\"location\":{\"lat\":1,\"lon\":2}}")
                .expect(200)
                .body();
        assertThat(replaced.path("sendAt")).isEqualTo(moved.path("sendAt"));
        assertThat(replaced.path("message").path("id"))
                .isEqualTo(scheduled.body().path("message").path("id"));
        assertThat(replaced.path("message").has("text")).isFalse();
        assertThat(replaced.path("message").has("expiresAt")).isFalse();

        change(alice, id, "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        change(alice, id, "{\"to\":{\"u\":\"%s\"}}".formatted(bob.uid())).expectProblem(ErrorCode.INVALID_REQUEST);
        change(alice, id, "{\"id\":\"%s\",\"text\":\"a\"}".formatted(UUID.randomUUID()))
                .expectProblem(ErrorCode.INVALID_REQUEST);
        change(alice, id, "{\"caption\":\"a\"}").expectProblem(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void tick_whereItsSenderMayNoLongerWrite_failsAndWaitsForANewTime() {
        Answer scheduled = schedule(alice, text("hi"), later).expect(201);
        makeDue(scheduled);
        http.as(bob, "DELETE", "/v1/friends/" + alice.uid() + "?both=true").expect(204);
        List<Envelope> devices = service.listen(alice.uid());

        tick();
        tick();

        JsonNode failed = get(alice, scheduled.id("id")).expect(200).body();
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").path("code").asString()).isEqualTo("not-friends");
        assertThat(devices).singleElement().satisfies(envelope -> {
            ScheduledChanged change = Envelopes.down(envelope).getScheduled();
            assertThat(change.getState()).isEqualTo(State.FAILED);
            assertThat(change.getError().getCode()).isEqualTo("not-friends");
        });
        assertThat(change(alice, scheduled.id("id"), "{\"text\":\"ho\"}").expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("sendAt");

        http.befriend(alice, bob);
        JsonNode waits = change(alice, scheduled.id("id"), "{\"sendAt\":\"%s\"}".formatted(later))
                .expect(200)
                .body();
        assertThat(waits.path("state").asString()).isEqualTo("waiting");
        assertThat(waits.has("error")).isFalse();
        makeDue(scheduled);
        tick();
        assertThat(texts(bob, scheduled)).containsExactly("hi");
    }

    @Test
    void cancel_ofOneThatHasFailed_takesItOffTheList() {
        Answer scheduled = schedule(alice, text("hi"), later).expect(201);
        makeDue(scheduled);
        http.as(bob, "DELETE", "/v1/friends/" + alice.uid() + "?both=true").expect(204);
        tick();
        assertThat(list(alice).getFirst().path("state").asString()).isEqualTo("failed");

        cancel(alice, scheduled.id("id")).expect(204);

        assertThat(list(alice)).isEmpty();
    }

    @Test
    void serviceThatDiedBeforeTheCommit_sendsItOnce() {
        Answer scheduled = schedule(alice, text("hi"), later).expect(201);
        makeDue(scheduled);
        beingSent(scheduled);

        change(alice, scheduled.id("id"), "{\"text\":\"ho\"}").expectProblem(ErrorCode.NOT_PENDING);
        cancel(alice, scheduled.id("id")).expectProblem(ErrorCode.NOT_PENDING);
        tick();

        assertThat(texts(bob, scheduled)).containsExactly("hi");
        assertThat(rows(scheduled)).isZero();
    }

    @Test
    void serviceThatDiedAfterTheCommit_sendsItOnce() {
        Answer scheduled = schedule(alice, text("hi"), later).expect(201);
        makeDue(scheduled);
        sendAsIfDied(scheduled);

        tick();

        assertThat(texts(bob, scheduled)).containsExactly("hi");
        assertThat(rows(scheduled)).isZero();
    }

    @Test
    void serviceThatDiedAfterTheCommit_neitherSendsNorFailsWhenItsSenderMayNoLongerWrite() {
        Answer scheduled = schedule(alice, text("hi"), later).expect(201);
        makeDue(scheduled);
        sendAsIfDied(scheduled);
        http.as(alice, "DELETE", "/v1/friends/" + bob.uid() + "?both=true").expect(204);

        tick();

        assertThat(texts(bob, scheduled)).containsExactly("hi");
        assertThat(rows(scheduled)).isZero();
    }

    @Test
    void tick_whileMediaServiceIsAway_triesAgainLater() {
        Answer scheduled;
        Id image;
        try (ScriptedMedia media = new ScriptedMedia(service.fabric())) {
            image = media.mediaOf(alice.uid());
            scheduled = schedule(alice, image(image), later).expect(201);
        }
        makeDue(scheduled);

        tick();
        tick();

        assertThat(get(alice, scheduled.id("id"))
                        .expect(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("sending");
        assertThat(attempts(scheduled)).isEqualTo(1);
        try (ScriptedMedia media = new ScriptedMedia(service.fabric())) {
            media.give(image, alice.uid());
            makeDue(scheduled);
            tick();
        }
        assertThat(log(bob, scheduled)).hasSize(1);
    }

    @Test
    void media_areKeptFromSchedulingOn() throws Exception {
        try (ScriptedMedia media = new ScriptedMedia(service.fabric())) {
            Id one = media.mediaOf(alice.uid());
            Id two = media.mediaOf(alice.uid());
            Answer scheduled = schedule(alice, image(one), later).expect(201);
            assertThat(scheduled
                            .body()
                            .path("message")
                            .path("image")
                            .path("width")
                            .asInt())
                    .isEqualTo(640);
            assertThat(areKept(one, two)).containsExactly(one);

            change(alice, scheduled.id("id"), "{" + image(two) + "}").expect(200);
            assertThat(areKept(one, two)).containsExactly(two);

            makeDue(scheduled);
            tick();
            assertThat(log(bob, scheduled)).hasSize(1);
            assertThat(areKept(one, two)).containsExactly(two);

            Answer cancelled = schedule(alice, image(one), later).expect(201);
            assertThat(areKept(one)).containsExactly(one);
            cancel(alice, cancelled.id("id")).expect(204);
            assertThat(areKept(one)).isEmpty();

            schedule(alice, image(media.mediaOf(bob.uid())), later).expectProblem(ErrorCode.MEDIA_UNUSABLE);
        }
    }

    @Test
    void tick_inSlowMode_sendsOneAndLetsTheOthersWait() {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"" + bob.uid() + "\"]}")
                .expect(201)
                .id("gid");
        http.as(alice, "PATCH", "/v1/groups/" + gid, "{\"slowMode\":3600}").expect(200);
        List<Answer> scheduled = IntStream.of(2, 1)
                .mapToObj(i -> post(
                                bob,
                                "{\"to\":{\"g\":\"%s\"},\"sendAt\":\"%s\",\"text\":\"%d\"}"
                                        .formatted(gid, later.plusSeconds(i), i))
                        .expect(201))
                .toList();
        scheduled.forEach(this::makeDue);

        tick();
        tick();

        assertThat(texts(alice, scheduled.getFirst())).contains("1").doesNotContain("2");
        JsonNode waits = list(bob).getFirst();
        assertThat(waits.path("message").path("text").asString()).isEqualTo("2");
        assertThat(waits.path("state").asString()).isEqualTo("waiting");
        cancel(bob, id(waits)).expect(204);
    }

    @Test
    void tick_afterAnOutage_sendsInOrderOfTime() {
        List<Answer> scheduled = IntStream.of(3, 1, 2, 5, 4)
                .mapToObj(
                        i -> schedule(alice, text("" + i), later.plusSeconds(i)).expect(201))
                .toList();
        Duration back = Duration.ofDays(2);
        scheduled.forEach(one -> service.sql()
                .sql("update scheduled_message set send_at = send_at - ?, due_at = due_at - ? where id = ?")
                .params(back.toMillis(), back.toMillis(), one.id("id").value())
                .update());

        tick();

        assertThat(texts(bob, scheduled.getFirst())).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void cancel_whileItIsSent_oneOfThemWins() throws Exception {
        List<Answer> scheduled = IntStream.range(0, 24)
                .mapToObj(i -> schedule(alice, text("" + i), later).expect(201))
                .toList();
        scheduled.forEach(this::makeDue);
        List<Callable<Answer>> actions = new ArrayList<>();
        scheduled.forEach(one -> actions.add(() -> cancel(alice, one.id("id"))));
        actions.add(() -> {
            tick();
            return scheduled.getFirst();
        });

        List<Answer> answers = AtOnce.all(actions);

        List<String> sent = texts(bob, scheduled.getFirst());
        for (int i = 0; i < scheduled.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.status() == 204) {
                assertThat(sent).doesNotContain("" + i);
            } else {
                assertThat(answer.body().path("code").asString()).isIn("not-pending", "not-found");
                assertThat(sent).containsOnlyOnce("" + i);
            }
        }
        assertThat(list(alice)).isEmpty();
    }

    @Test
    void change_whileItIsSent_oneOfThemWins() throws Exception {
        List<Answer> scheduled = IntStream.range(0, 24)
                .mapToObj(i -> schedule(alice, text("old " + i), later).expect(201))
                .toList();
        scheduled.forEach(this::makeDue);
        List<Callable<Answer>> actions = new ArrayList<>();
        for (int i = 0; i < scheduled.size(); i++) {
            Id id = scheduled.get(i).id("id");
            String newText = "{\"text\":\"new " + i + "\",\"sendAt\":\"" + later + "\"}";
            actions.add(() -> change(alice, id, newText));
        }
        actions.add(() -> {
            tick();
            return scheduled.getFirst();
        });

        List<Answer> answers = AtOnce.all(actions);

        List<String> sent = texts(bob, scheduled.getFirst());
        Set<String> waiting = Set.copyOf(list(alice).stream()
                .map(one -> one.path("message").path("text").asString())
                .toList());
        for (int i = 0; i < scheduled.size(); i++) {
            Answer answer = answers.get(i);
            assertThat(sent).doesNotContain("new " + i);
            assertThat(waiting).doesNotContain("old " + i);
            if (answer.status() == 200) {
                assertThat(waiting).contains("new " + i);
                assertThat(sent).doesNotContain("old " + i);
            } else {
                assertThat(answer.body().path("code").asString()).isIn("not-pending", "not-found");
                assertThat(sent).containsOnlyOnce("old " + i);
            }
        }
    }

    @Test
    void rpc_hasTheSameOperations() {
        RpcCalls rpc = new RpcCalls(service);
        String wanted = "{\"to\":{\"u\":\"%s\"},\"sendAt\":\"%s\",\"text\":\"hi\",\"idempotencyKey\":\"%s\"}"
                .formatted(bob.uid(), later, UUID.randomUUID());

        JsonNode scheduled = rpc.ask(alice, "scheduled.create", wanted);

        assertThat(rpc.ask(alice, "scheduled.create", wanted)).isEqualTo(scheduled);
        assertThat(scheduled.path("message").has("idempotencyKey")).isFalse();
        String id = scheduled.path("id").asString();
        assertThat(rpc.ask(alice, "scheduled.get", "{\"id\":\"" + id + "\"}")).isEqualTo(scheduled);
        assertThat(rpc.ask(alice, "scheduled.update", "{\"id\":\"" + id + "\",\"text\":\"ho\"}")
                        .path("message")
                        .path("text")
                        .asString())
                .isEqualTo("ho");
        assertThat(rpc.ask(alice, "scheduled.list", "{}").path("items").size()).isEqualTo(1);
        rpc.ask(alice, "scheduled.cancel", "{\"id\":\"" + id + "\"}");
        assertThat(list(alice)).isEmpty();
    }

    @Test
    void messages_areFoundByKeyHoweverManyWait() {
        service.sql().sql("""
                        insert into scheduled_message (id, uid, conversation_id, client_id, content, send_at, state, due_at,
                          attempts, created_at)
                        with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 1000)
                        select n, n, n, unhex(lpad(hex(n), 32, '0')), '', 4102444800000 + n, 'WAITING', 4102444800000 + n, 0, 0
                        from numbers""").update();
        service.sql().sql("analyze table scheduled_message").query().listOfRows();

        assertThat(plan("findDue", Map.of("now", 5L, "limit", 200)))
                .containsExactly("scheduled_message scheduled_message_due_at");
        Map<String, Object> page = new HashMap<>(Map.of("uid", new Id(7), "limit", 51));
        page.put("conversationId", null);
        page.put("after", new ScheduledPage.Place(3, new Id(7)));
        assertThat(plan("findPage", page)).containsExactly("scheduled_message scheduled_message_send_at");
        service.sql().sql("delete from scheduled_message where uid <= 1000").update();
    }

    private static List<String> plan(String statement, Map<String, Object> parameters) {
        return QueryPlan.of(service, "io.waggle.im.schedule.ScheduleMapper." + statement, parameters);
    }

    @Test
    void pause_doublesUpToAMinute() {
        assertThat(IntStream.range(0, 8).mapToObj(ScheduledSender::pause).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(ScheduledSender.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }

    private static String text(String text) {
        return "\"text\":\"" + text + "\"";
    }

    private static String image(Id media) {
        return "\"image\":{\"mediaId\":\"" + media + "\"}";
    }

    private static Instant sendAt(JsonNode scheduled) {
        return Instant.parse(scheduled.path("sendAt").asString());
    }

    private static void tick() {
        service.bean(ScheduledSender.class).tick();
    }

    /** @param message the members of a message to Bob */
    private Answer schedule(User from, String message, Instant sendAt) {
        return post(from, "{\"to\":{\"u\":\"%s\"},\"sendAt\":\"%s\",%s}".formatted(bob.uid(), sendAt, message));
    }

    private static Answer post(User from, String body) {
        return http.as(from, "POST", "/v1/scheduled-messages", body);
    }

    private static Answer get(User user, Id id) {
        return http.as(user, "GET", "/v1/scheduled-messages/" + id);
    }

    private static Answer change(User user, Id id, String body) {
        return http.as(user, "PATCH", "/v1/scheduled-messages/" + id, body);
    }

    private static Answer cancel(User user, Id id) {
        return http.as(user, "DELETE", "/v1/scheduled-messages/" + id);
    }

    private static List<JsonNode> list(User user) {
        return http.as(user, "GET", "/v1/scheduled-messages")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private static Id id(JsonNode scheduled) {
        return Objects.requireNonNull(Id.parse(scheduled.path("id").asString()));
    }

    private static int attempts(Answer scheduled) {
        return service.sql()
                .sql("select attempts from scheduled_message where id = ?")
                .param(scheduled.id("id").value())
                .query(Integer.class)
                .single();
    }

    private static long rows(Answer scheduled) {
        return service.sql()
                .sql("select count(*) from scheduled_message where id = ?")
                .param(scheduled.id("id").value())
                .query(Long.class)
                .single();
    }

    private void makeDue(Answer scheduled) {
        service.sql()
                .sql("update scheduled_message set due_at = 1 where id = ?")
                .param(scheduled.id("id").value())
                .update();
    }

    private static void beingSent(Answer scheduled) {
        service.sql()
                .sql("update scheduled_message set state = 'SENDING' where id = ?")
                .param(scheduled.id("id").value())
                .update();
    }

    /** Commits the message and leaves the row, as a service does that dies between the two. */
    private void sendAsIfDied(Answer scheduled) {
        beingSent(scheduled);
        JsonNode message = scheduled.body().path("message");
        http.as(
                        alice,
                        "POST",
                        "/v1/messages",
                        "{\"to\":{\"u\":\"%s\"},\"id\":\"%s\",\"text\":\"%s\"}"
                                .formatted(
                                        bob.uid(),
                                        message.path("id").asString(),
                                        message.path("text").asString()))
                .expect(201);
    }

    private static List<JsonNode> log(User user, Answer scheduled) {
        return http.as(user, "GET", "/v1/conversations/" + scheduled.id("conversation") + "/messages?limit=100")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private static List<String> texts(User user, Answer scheduled) {
        return log(user, scheduled).stream()
                .map(entry -> entry.path("text").asString())
                .toList();
    }

    /** The media among these that the sweep of media-service does not delete. */
    private static List<Id> areKept(Id... media) throws Exception {
        MediaReferenced.Builder question = MediaReferenced.newBuilder();
        for (Id one : media) {
            question.addMediaIds(one.value());
        }
        return MediaReferenced.parseFrom(service.ask(Subjects.MEDIA_REFERENCED, question.build()))
                .getMediaIdsList()
                .stream()
                .map(Id::new)
                .toList();
    }
}
