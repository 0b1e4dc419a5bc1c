package io.waggle.im.message;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.Format;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User stranger = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
    }

    @Test
    void send_toAFriend_isNumberedStoredAndAnnounced() {
        List<Envelope> bobHears = service.listen(bob.uid());
        List<Envelope> aliceHears = service.listen(alice.uid());

        Answer sent = send(alice, bob, "hi").expect(201);

        assertThat(sent.body().path("seq").asLong()).isEqualTo(1);
        assertThat(bobHears).singleElement().satisfies(envelope -> {
            assertThat(Envelopes.down(envelope).getMessage().getContent().getText())
                    .isEqualTo("hi");
            assertThat(envelope.getOrigin()).isEqualTo(alice.did().value());
        });
        assertThat(aliceHears)
                .singleElement()
                .extracting(Envelope::getOrigin)
                .isEqualTo(alice.did().value());
        assertThat(texts(history(bob, sent.id("conversation"), ""))).containsExactly("hi");
    }

    @Test
    void send_locationOrCard_isShownAsSentLiveAndInHistory() {
        List<Envelope> bobHears = service.listen(bob.uid());
        List<String> sent = List.of(
                "\"location\":{\"lat\":48.1371,\"lon\":-11.5,\"accuracy\":12,\"name\":\"The apiary\"}",
                "\"card\":{\"uid\":\"" + stranger.uid() + "\"}",
                "\"card\":{\"uid\":\"0R5Y2K8GQ5AAA\"}",
                "\"card\":{\"name\":\"Carol\",\"phones\":[\"+49 89 1234\"],\"emails\":[\"carol@example.com\"]}");

        Id conversation = sent.stream()
                .map(members -> post(alice, "{\"to\":{\"u\":\"" + bob.uid() + "\"}," + members + "}"))
                .map(answer -> answer.expect(201).id("conversation"))
                .toList()
                .getFirst();

        assertThat(history(bob, conversation, "").text()).contains(sent);
        assertThat(bobHears)
                .extracting(heard ->
                        new String(Payloads.writeDown(Format.JSON, Envelopes.down(heard)), StandardCharsets.UTF_8))
                .zipSatisfy(sent, (heard, members) -> assertThat(heard).contains(members));
    }

    @Test
    void send_replyToALocationOrCard_quotesItsName() {
        List<String> quoted = List.of(
                "\"location\":{\"lat\":48,\"lon\":11,\"name\":\"The apiary\",\"address\":\"Bienenweg 1\"}",
                "\"location\":{\"lat\":48,\"lon\":11,\"address\":\"Bienenweg 1\"}",
                "\"card\":{\"name\":\"Carol\"}");
        String to = "{\"to\":{\"u\":\"" + bob.uid() + "\"},";

        List<String> quotes = quoted.stream()
                .map(members -> post(alice, to + members + "}").expect(201))
                .map(first -> post(
                                alice,
                                to + "\"text\":\"this\",\"replyTo\":"
                                        + first.body().path("seq").asLong() + "}")
                        .expect(201))
                .map(reply -> history(bob, reply.id("conversation"), "?limit=1")
                        .body()
                        .path("items")
                        .path(0)
                        .path("quote"))
                .map(quote -> quote.path("kind").asString() + ": "
                        + quote.path("text").asString())
                .toList();

        assertThat(quotes).containsExactly("location: The apiary", "location: Bienenweg 1", "card: Carol");
    }

    @Test
    void send_sameIdAgain_sameAnswerAndOneEntry() {
        String body = "{\"to\":{\"u\":\"%s\"},\"id\":\"%s\",\"text\":\"hi\"}".formatted(bob.uid(), UUID.randomUUID());
        List<Envelope> bobHears = service.listen(bob.uid());
        Answer first = post(alice, body).expect(201);

        Answer again = post(alice, body).expect(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(bobHears).hasSize(1);
        assertThat(texts(history(alice, first.id("conversation"), ""))).containsExactly("hi");
    }

    @Test
    void send_withAnIdempotencyKeyAgain_oneEntry() {
        String body = "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\"}".formatted(bob.uid());

        Answer first = http.as(alice, "POST", "/v1/messages", body, "Idempotency-Key", "once")
                .expect(201);
        Answer again = http.as(alice, "POST", "/v1/messages", body, "Idempotency-Key", "once")
                .expect(201);

        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void send_manyAtOnceWithSomeTwice_gaplessAndOnce() throws Exception {
        List<Callable<Answer>> calls = IntStream.range(0, 60)
                .mapToObj(i -> new UUID(alice.uid().value(), i / 2))
                .map(id -> "{\"to\":{\"u\":\"%s\"},\"id\":\"%s\",\"text\":\"%s\"}".formatted(bob.uid(), id, id))
                .map(body -> (Callable<Answer>) () -> post(alice, body).expect(201))
                .toList();

        Id conversation = AtOnce.all(calls).getFirst().id("conversation");

        Answer page = history(bob, conversation, "?limit=100");
        assertThat(texts(page)).hasSize(30).doesNotHaveDuplicates();
        assertThat(seqs(page))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 30).mapToObj(Long::valueOf).toList());
    }

    @Test
    void send_firstMessagesBothWaysAtOnce_oneConversation() throws Exception {
        List<Answer> answers = AtOnce.all(List.of(
                () -> send(alice, bob, "hi").expect(201),
                () -> send(bob, alice, "yo").expect(201),
                () -> send(alice, bob, "you").expect(201)));

        assertThat(answers.stream().map(answer -> answer.id("conversation")).distinct())
                .hasSize(1);
        assertThat(seqs(history(alice, answers.getFirst().id("conversation"), "")))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void send_strangerUnknownOrForeignGroup_refusedAlikeAndNothingStored() {
        String unknown = new Id(2).toString();

        String toStranger = send(alice, stranger, "hi").expectProblem(ErrorCode.NOT_FRIENDS);
        String toNobody = post(alice, "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\"}".formatted(unknown))
                .expectProblem(ErrorCode.NOT_FRIENDS);
        post(alice, "{\"to\":{\"u\":\"@no.such.user\"},\"text\":\"hi\"}").expectProblem(ErrorCode.NOT_FRIENDS);
        post(alice, "{\"to\":{\"g\":\"%s\"},\"text\":\"hi\"}".formatted(unknown))
                .expectProblem(ErrorCode.NOT_A_MEMBER);

        assertThat(toStranger).isEqualTo(toNobody);
        assertThat(http.as(stranger, "GET", "/v1/conversations")
                        .expect(200)
                        .body()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void send_toOneself_isANote() {
        Answer sent = send(alice, alice, "buy honey").expect(201);

        assertThat(texts(history(alice, sent.id("conversation"), ""))).containsExactly("buy honey");
    }

    @Test
    void history_pages_inBothDirectionsMeetWithoutOverlap() {
        Id conversation = send(alice, bob, "m1").expect(201).id("conversation");
        for (int i = 2; i <= 7; i++) {
            send(alice, bob, "m" + i).expect(201);
        }

        Answer newest = history(bob, conversation, "?limit=3");
        Answer before = history(bob, conversation, "?limit=3&before=5");
        Answer after = history(bob, conversation, "?limit=3&after=5");

        assertThat(seqs(newest)).containsExactly(5L, 6L, 7L);
        assertThat(newest.body().path("more").asBoolean()).isTrue();
        assertThat(seqs(before)).containsExactly(2L, 3L, 4L);
        assertThat(seqs(after)).containsExactly(6L, 7L);
        assertThat(after.body().path("more").asBoolean()).isFalse();
    }

    @Test
    void history_largeMessages_fewerOnAPageAndNoneLeftOut() {
        String text = "x".repeat(Limits.TEXT_BYTES);
        Id conversation = send(alice, bob, text).expect(201).id("conversation");
        for (int i = 2; i <= 20; i++) {
            send(alice, bob, text).expect(201);
        }

        List<Long> backwards = new ArrayList<>();
        Answer page = history(bob, conversation, "?limit=100");
        assertThat(seqs(page)).hasSizeLessThan(20);
        while (page.body().path("more").asBoolean()) {
            backwards.addAll(seqs(page).reversed());
            page = history(bob, conversation, "?limit=100&before=" + backwards.getLast());
        }
        backwards.addAll(seqs(page).reversed());
        List<Long> forwards = new ArrayList<>();
        page = history(bob, conversation, "?limit=100&after=0");
        while (page.body().path("more").asBoolean()) {
            forwards.addAll(seqs(page));
            page = history(bob, conversation, "?limit=100&after=" + forwards.getLast());
        }
        forwards.addAll(seqs(page));

        assertThat(forwards)
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList())
                .isEqualTo(backwards.reversed());
    }

    @Test
    void history_badQuery_saysWhatIsRight() {
        Id conversation = send(alice, bob, "hi").expect(201).id("conversation");

        for (String query : List.of("?limit=0", "?limit=101", "?limit=x", "?before=1&after=1", "?before=x")) {
            history(bob, conversation, query).expectProblem(ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void history_strangerAndUnknown_refusedAlike() {
        Id conversation = send(alice, bob, "hi").expect(201).id("conversation");

        String foreign = history(stranger, conversation, "").expectProblem(ErrorCode.NOT_FOUND);
        String unknown = history(stranger, new Id(1), "").expectProblem(ErrorCode.NOT_FOUND);

        assertThat(foreign).isEqualTo(unknown);
    }

    @Test
    void conversations_showWhatIsUnreadUntilItIsRead() {
        Id conversation = send(alice, bob, "one").expect(201).id("conversation");
        send(alice, bob, "two").expect(201);
        send(bob, alice, "three").expect(201);

        assertThat(unread(bob)).isEqualTo(2);
        assertThat(unread(alice)).isEqualTo(1);
        String path = "/v1/conversations/" + conversation + "/read";
        assertThat(http.as(bob, "POST", path, "{\"seq\":99}")
                        .expect(200)
                        .body()
                        .path("readSeq")
                        .asLong())
                .isEqualTo(3);
        assertThat(http.as(bob, "POST", path, "{\"seq\":1}")
                        .expect(200)
                        .body()
                        .path("readSeq")
                        .asLong())
                .isEqualTo(3);
        assertThat(unread(bob)).isZero();
        http.as(stranger, "POST", path, "{\"seq\":1}").expectProblem(ErrorCode.NOT_FOUND);
        http.as(bob, "POST", path, "{}").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void conversations_byPages_mostRecentFirst() {
        User carol = http.newUser();
        http.befriend(alice, carol);
        send(alice, bob, "first").expect(201);
        send(alice, carol, "second").expect(201);

        Answer first = http.as(alice, "GET", "/v1/conversations?limit=1").expect(200);
        Answer second = http.as(
                        alice,
                        "GET",
                        "/v1/conversations?limit=1&cursor="
                                + first.body().path("next").asString())
                .expect(200);

        assertThat(first.body().path("items").path(0).path("name").asString()).isEqualTo(carol.username());
        assertThat(second.body().path("items").path(0).path("name").asString()).isEqualTo(bob.username());
        assertThat(second.body().path("more").asBoolean()).isFalse();
        http.as(alice, "GET", "/v1/conversations?cursor=nonsense").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    private Answer send(User from, User to, String text) {
        return post(from, "{\"to\":{\"u\":\"%s\"},\"text\":\"%s\"}".formatted(to.uid(), text));
    }

    private Answer post(User from, String body) {
        return http.as(from, "POST", "/v1/messages", body);
    }

    private Answer history(User reader, Id conversation, String query) {
        return http.as(reader, "GET", "/v1/conversations/" + conversation + "/messages" + query);
    }

    private long unread(User user) {
        return http.as(user, "GET", "/v1/conversations")
                .expect(200)
                .body()
                .path("items")
                .path(0)
                .path("unread")
                .asLong();
    }

    private static List<String> texts(Answer page) {
        return page.expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("text").asString())
                .toList();
    }

    private static List<Long> seqs(Answer page) {
        return page.expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }
}
