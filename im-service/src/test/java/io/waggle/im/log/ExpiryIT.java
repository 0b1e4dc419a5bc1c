package io.waggle.im.log;

import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.MovedClock;
import io.waggle.im.RunningService;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Timestamps;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Burning;
import io.waggle.protocol.v1.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What has expired is shown to nobody anywhere, whether or not it has been swept away. */
class ExpiryIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static RunningService service;
    private static SettableClock clock;

    private HttpCalls http;
    private User alice;
    private User bob;

    @BeforeAll
    static void start() {
        service = RunningService.start(MovedClock.properties());
        clock = service.bean(SettableClock.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void befriend() {
        http = service.http();
        alice = http.newUser();
        bob = http.newUser();
        http.befriend(alice, bob);
    }

    @Test
    void expiring_untilItsTime_isShownWithIt() {
        List<Envelope> bobHears = service.listen(bob.uid());
        Answer sent = toBob("\"text\":\"secret\"," + expiresIn(MINUTE));

        assertThat(bobHears).singleElement().satisfies(envelope -> {
            assertThat(envelope.getExpiresAt()).isEqualTo(clock.millis() + MINUTE.toMillis());
            Message message = Envelopes.down(envelope).getMessage();
            assertThat(message.getExpiresAt()).isEqualTo(envelope.getExpiresAt());
            assertThat(message.getContent().getText()).isEqualTo("secret");
        });
        clock.advance(MINUTE.minusMillis(1));
        JsonNode shown = history(bob, sent).get(0);
        assertThat(shown.path("text").asString()).isEqualTo("secret");
        assertThat(shown.path("expiresAt").asString()).endsWith("Z");
    }

    @Test
    void expiring_fromItsTimeOn_keepsItsPlaceAndSaysNothing() {
        toBob("\"text\":\"before\"");
        Answer sent = toBob("\"text\":\"secret\",\"mentions\":[\"" + bob.uid() + "\"]," + expiresIn(MINUTE));
        assertThat(item(bob).path("unread").asLong()).isEqualTo(2);
        assertThat(item(bob).path("mentioned").asBoolean()).isTrue();

        clock.advance(MINUTE);

        for (boolean swept : new boolean[] {false, true}) {
            if (swept) {
                service.bean(Expiry.class).sweep();
            }
            List<JsonNode> entries = history(bob, sent);
            assertThat(entries.getLast().path("seq").asLong()).isEqualTo(2);
            assertThat(entries.getLast().path("expired").asBoolean()).isTrue();
            assertThat(entries.getLast().propertyNames())
                    .containsExactlyInAnyOrder("conversation", "seq", "from", "at", "expired");
            assertThat(item(bob).path("last")).isEqualTo(entries.getLast());
            assertThat(item(bob).path("unread").asLong()).isEqualTo(1);
            assertThat(item(bob).path("mentioned").asBoolean()).isFalse();
        }
        assertThat(contentLength(sent)).isZero();
    }

    @Test
    void sweep_beforeItsTime_leavesIt() {
        Answer sent = toBob("\"text\":\"secret\"," + expiresIn(MINUTE));

        service.bean(Expiry.class).sweep();

        assertThat(contentLength(sent)).isPositive();
    }

    @Test
    void expiring_sentTooLate_hasItsNumberAndIsShownToNobody() {
        List<Envelope> bobHears = service.listen(bob.uid());
        Answer sent = toBob("\"text\":\"secret\"," + expiresIn(MINUTE.negated()));

        assertThat(sent.body().path("seq").asLong()).isEqualTo(1);
        assertThat(bobHears)
                .singleElement()
                .satisfies(envelope -> assertThat(
                                Envelopes.down(envelope).getMessage().getExpired())
                        .isTrue());
        assertThat(history(bob, sent).getFirst().has("text")).isFalse();
    }

    @Test
    void expiring_sentAgainAfterItsTime_isAnsweredTheSame() {
        String body = "{\"to\":{\"u\":\"%s\"},\"id\":\"%s\",\"text\":\"secret\",%s}"
                .formatted(bob.uid(), java.util.UUID.randomUUID(), expiresIn(MINUTE));
        Answer first = http.as(alice, "POST", "/v1/messages", body).expect(201);
        clock.advance(MINUTE);

        Answer again = http.as(alice, "POST", "/v1/messages", body).expect(201);

        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void burning_beforeItIsRead_staysForAsLongAsItTakes() {
        Answer sent = toBob("\"text\":\"secret\",\"burnAfter\":30");
        read(alice, sent);
        clock.advance(MINUTE);

        assertThat(history(bob, sent).getFirst().path("text").asString()).isEqualTo("secret");
        assertThat(history(bob, sent).getFirst().path("burnAfter").asInt()).isEqualTo(30);
        assertThat(item(bob).path("unread").asLong()).isEqualTo(1);
    }

    @Test
    void burning_onceRead_isGoneForBothInTime() {
        Answer sent = toBob("\"text\":\"secret\",\"burnAfter\":30");
        List<Envelope> aliceHears = service.listen(alice.uid());
        List<Envelope> bobHears = service.listen(bob.uid());

        read(bob, sent);
        long readAt = clock.millis();

        assertThat(List.of(burnings(aliceHears), burnings(bobHears)))
                .allSatisfy(heard -> assertThat(heard).singleElement().satisfies(burning -> {
                    assertThat(burning.getUid()).isEqualTo(bob.uid().value());
                    assertThat(burning.getReadSeq()).isEqualTo(1);
                    assertThat(burning.getReadAt()).isEqualTo(readAt);
                }));
        clock.advance(Duration.ofMillis(29_999));
        assertThat(history(alice, sent).getFirst().path("expiresAt").asString())
                .isEqualTo(Timestamps.toString(readAt + 30_000));
        read(bob, sent);
        clock.advance(Duration.ofMillis(1));
        assertThat(history(alice, sent).getFirst().path("expired").asBoolean()).isTrue();
        assertThat(history(bob, sent).getFirst().path("expired").asBoolean()).isTrue();
        service.bean(Expiry.class).sweep();
        assertThat(contentLength(sent)).isZero();
    }

    @Test
    void burning_withATimeOfItsOwn_theEarlierCounts() {
        Answer sent = toBob("\"text\":\"secret\",\"burnAfter\":30," + expiresIn(Duration.ofSeconds(10)));
        read(bob, sent);

        clock.advance(Duration.ofSeconds(10));

        assertThat(history(bob, sent).getFirst().path("expired").asBoolean()).isTrue();
    }

    @Test
    void burning_whereNobodyElseReads_isRefused() {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[]}")
                .expect(201)
                .id("gid");

        assertThat(post("{\"g\":\"" + gid + "\"}", "\"text\":\"hi\",\"burnAfter\":30")
                        .expectProblem(ErrorCode.INVALID_PAYLOAD))
                .contains("expiresAt");
        post("{\"u\":\"" + alice.uid() + "\"}", "\"text\":\"hi\",\"burnAfter\":30")
                .expectProblem(ErrorCode.INVALID_PAYLOAD);
        post("{\"g\":\"" + gid + "\"}", "\"text\":\"hi\"," + expiresIn(MINUTE)).expect(201);
    }

    @Test
    void burning_toOneWhoHasBlockedMeanwhile_itsReadingIsNotTold() {
        Answer sent = toBob("\"text\":\"secret\",\"burnAfter\":30");
        http.as(bob, "PUT", "/v1/blocks/" + alice.uid()).expect(204);
        List<Envelope> aliceHears = service.listen(alice.uid());

        read(bob, sent);
        clock.advance(Duration.ofSeconds(30));

        assertThat(burnings(aliceHears)).isEmpty();
        assertThat(history(bob, sent).getFirst().path("expired").asBoolean()).isTrue();
    }

    private static List<Burning> burnings(List<Envelope> heard) {
        return heard.stream()
                .map(Envelopes::down)
                .filter(io.waggle.protocol.v1.Down::hasBurning)
                .map(io.waggle.protocol.v1.Down::getBurning)
                .toList();
    }

    private static String expiresIn(Duration duration) {
        return "\"expiresAt\":\"" + Timestamps.toString(clock.instant().plus(duration)) + "\"";
    }

    private Answer toBob(String content) {
        return post("{\"u\":\"" + bob.uid() + "\"}", content).expect(201);
    }

    private Answer post(String to, String content) {
        return http.as(alice, "POST", "/v1/messages", "{\"to\":" + to + "," + content + "}");
    }

    private void read(User reader, Answer sent) {
        http.as(
                        reader,
                        "POST",
                        "/v1/conversations/" + sent.id("conversation") + "/read",
                        "{\"seq\":" + sent.body().path("seq").asLong() + "}")
                .expect(200);
    }

    private List<JsonNode> history(User reader, Answer sent) {
        return http.as(reader, "GET", "/v1/conversations/" + sent.id("conversation") + "/messages")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private JsonNode item(User reader) {
        return http.as(reader, "GET", "/v1/conversations")
                .expect(200)
                .body()
                .path("items")
                .get(0);
    }

    private static long contentLength(Answer sent) {
        return service.sql()
                .sql("select length(content) from entry where conversation_id = ? and seq = ?")
                .param(sent.id("conversation").value())
                .param(sent.body().path("seq").asLong())
                .query(Long.class)
                .single();
    }
}
