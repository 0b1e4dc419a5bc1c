package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user deletes for themselves: they see it nowhere any more, and nobody else sees a difference. */
class HiddenEntriesIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();
    private Id conversation = new Id(0);

    /** Entry 1 is alice's, 2 and 3 are bob's. */
    @BeforeEach
    void talk() {
        http.befriend(alice, bob);
        conversation = post(alice, "\"text\":\"hi\"").expect(201).id("conversation");
        send(bob, "\"text\":\"first\"");
        send(bob, "\"text\":\"the secret\"");
        read(alice, 1);
    }

    @Test
    void hide_isInNoFormOfHistory_andOthersSeeNoDifference() {
        String bobSaw = page(bob, "").text();

        hide(alice, 3).expect(204);

        assertThat(seqs(alice, "")).containsExactly(1L, 2L);
        assertThat(seqs(alice, "?after=0")).containsExactly(1L, 2L);
        assertThat(seqs(alice, "?around=3")).containsExactly(1L, 2L);
        assertThat(seqs(alice, "?from=2001-01-01T00:00:00Z")).containsExactly(1L, 2L);
        assertThat(seqs(alice, "?sender=" + bob.uid())).containsExactly(2L);
        http.as(alice, "GET", path(3)).expectProblem(ErrorCode.NOT_FOUND);
        http.as(alice, "GET", path(3) + "/versions").expectProblem(ErrorCode.NOT_FOUND);
        assertThat(page(bob, "").text()).isEqualTo(bobSaw);
    }

    @Test
    void hide_byKind_isNotFound() {
        send(bob, "\"text\":\"https://example.com\"");
        assertThat(seqs(alice, "?kind=link")).containsExactly(4L);

        hide(alice, 4).expect(204);

        assertThat(seqs(alice, "?kind=link")).isEmpty();
        assertThat(seqs(bob, "?kind=link")).containsExactly(4L);
    }

    @Test
    void hide_pagesStayFull() {
        IntStream.range(0, 10).forEach(i -> send(bob, "\"text\":\"" + i + "\""));

        hideAll(alice, "4,5,6,8,10").expect(204);

        assertThat(seqs(alice, "?limit=4&after=3")).containsExactly(7L, 9L, 11L, 12L);
        assertThat(seqs(alice, "?limit=4&before=11")).containsExactly(2L, 3L, 7L, 9L);
    }

    @Test
    void hide_theListShowsTheEntryBefore_andItIsNeitherUnreadNorAMention() {
        send(bob, "\"text\":\"you\",\"mentions\":[\"" + alice.uid() + "\"]");
        assertThat(listed(alice).path("unread").asInt()).isEqualTo(3);
        assertThat(listed(alice).path("mentioned").asBoolean()).isTrue();

        hideAll(alice, "3,4").expect(204);

        assertThat(listed(alice).path("unread").asInt()).isEqualTo(1);
        assertThat(listed(alice).path("mentioned").asBoolean()).isFalse();
        assertThat(listed(alice).path("last").path("text").asString()).isEqualTo("first");
        assertThat(listed(bob).path("last").path("text").asString()).isEqualTo("you");
    }

    @Test
    void hide_everything_leavesTheConversationWithoutALastEntry() {
        hideAll(alice, "1,2,3").expect(204);

        assertThat(listed(alice).has("last")).isFalse();
        assertThat(listed(alice).path("unread").asInt()).isZero();
        assertThat(seqs(alice, "")).isEmpty();
    }

    @Test
    void hide_expiredOrOwnOrRead_isNotSubtractedTwice() {
        send(alice, "\"text\":\"own\"");
        send(bob, "\"text\":\"expires\",\"expiresAt\":\"2099-01-01T00:00:00Z\"");
        hideAll(alice, "2,4,5").expect(204);
        assertThat(listed(alice).path("unread").asInt()).isEqualTo(1);

        service.sql()
                .sql("update expiry set expires_at = 1 where conversation_id = ?")
                .param(conversation.value())
                .update();
        assertThat(listed(alice).path("unread").asInt()).isEqualTo(1);

        read(alice, 2);
        assertThat(listed(alice).path("unread").asInt()).isEqualTo(1);
    }

    @Test
    void hide_theListChanges() {
        String version = http.as(alice, "GET", "/v1/conversations")
                .expect(200)
                .body()
                .path("version")
                .asString();

        hide(alice, 3).expect(204);

        assertThat(http.as(alice, "GET", "/v1/conversations?since=" + version)
                        .expect(200)
                        .text())
                .contains("\"first\"")
                .doesNotContain("the secret");
    }

    @Test
    void hide_aPinnedMessage_isNotInTheOwnListOfPins() {
        http.as(alice, "PUT", "/v1/conversations/" + conversation + "/pins/3").expect(200);

        hide(bob, 3).expect(204);

        assertThat(pins(bob).path("items")).isEmpty();
        assertThat(pins(alice).path("items")).hasSize(1);
    }

    @Test
    void hide_nothingCanBeDoneWithTheMessageAnyMore() {
        http.as(alice, "PUT", path(3) + "/reactions/%F0%9F%91%8D").expect(200);

        hide(bob, 3).expect(204);

        http.as(bob, "GET", path(3) + "/reactions").expectProblem(ErrorCode.NOT_FOUND);
        http.as(bob, "POST", path(3) + "/recall").expectProblem(ErrorCode.NOT_FOUND);
        http.as(bob, "PATCH", path(3), "{\"text\":\"x\"}").expectProblem(ErrorCode.NOT_FOUND);
        assertThat(post(bob, "\"text\":\"re\",\"replyTo\":3").expectProblem(ErrorCode.INVALID_PAYLOAD))
                .contains("no message that you can read");
        http.as(alice, "GET", path(3) + "/reactions").expect(200);
    }

    @Test
    void hide_aQuoteInAReplyStays() {
        send(alice, "\"text\":\"re\",\"replyTo\":3");

        hide(alice, 3).expect(204);

        assertThat(http.as(alice, "GET", path(4))
                        .expect(200)
                        .body()
                        .path("quote")
                        .path("text")
                        .asString())
                .isEqualTo("the secret");
    }

    @Test
    void hide_laterEntriesAboutTheMessage_areNotShownEither() {
        hide(alice, 3).expect(204);

        http.as(bob, "PATCH", path(3), "{\"text\":\"edited secret\"}").expect(200);
        http.as(bob, "POST", path(3) + "/recall").expect(200);

        assertThat(seqs(alice, "")).containsExactly(1L, 2L);
        assertThat(seqs(alice, "?since=0")).isEmpty();
        http.as(alice, "GET", path(4)).expectProblem(ErrorCode.NOT_FOUND);
        assertThat(seqs(bob, "")).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void hide_aDeviceThatHasNotFetchedItDoesNotGetIt() throws InvalidProtocolBufferException {
        hide(alice, 3).expect(204);
        send(bob, "\"text\":\"last\"");

        FetchReply fetched = fetch(FetchRequest.newBuilder().setAfter(1).setLimit(10));
        assertThat(seqsOf(fetched)).containsExactly(2L, 4L);
        assertThat(fetched.getUpTo()).isEqualTo(4);
        assertThat(seqsOf(fetch(FetchRequest.newBuilder().addAllOnly(List.of(2L, 3L)))))
                .containsExactly(2L);
    }

    @Test
    void hide_itsMediaCanNoLongerBeDownloaded() throws InvalidProtocolBufferException {
        Id media = new Id(conversation.value() + 1);
        service.sql()
                .sql("insert into media_reference (media_id, uploader_uid, conversation_id, seq) values (?, 1, ?, 3)")
                .params(media.value(), conversation.value())
                .update();
        assertThat(mayRead(alice, media)).isTrue();

        hide(alice, 2).expect(204);
        assertThat(mayRead(alice, media)).isTrue();
        hide(alice, 3).expect(204);

        assertThat(mayRead(alice, media)).isFalse();
        assertThat(mayRead(bob, media)).isTrue();
    }

    @Test
    void hide_theOtherDevicesAreNotifiedOnce() {
        List<Envelope> heard = service.listen(alice.uid());
        List<Envelope> bobHears = service.listen(bob.uid());

        hideAll(alice, "3,2,3").expect(204);
        hideAll(alice, "2,3").expect(204);
        hide(alice, 3).expect(204);

        assertThat(heard).singleElement().satisfies(envelope -> {
            assertThat(envelope.getOrigin()).isEqualTo(alice.did().value());
            assertThat(Envelopes.down(envelope).getHidden().getConversation()).isEqualTo(conversation.value());
            assertThat(Envelopes.down(envelope).getHidden().getSeqsList()).containsExactly(2L, 3L);
        });
        assertThat(bobHears).isEmpty();
    }

    @Test
    void hide_fromTwoDevicesAtOnce_succeedsOnBoth() throws Exception {
        List<Callable<Answer>> both = IntStream.range(0, 6)
                .<Callable<Answer>>mapToObj(i -> () -> hideAll(alice, "1,2,3"))
                .toList();

        assertThat(AtOnce.all(both)).allSatisfy(answer -> answer.expect(204));

        assertThat(seqs(alice, "")).isEmpty();
    }

    @Test
    void hide_leavingAndComingBack_staysHidden() {
        Id gid = http.as(
                        alice,
                        "POST",
                        "/v1/groups",
                        "{\"name\":\"Bees\",\"history\":\"all\",\"members\":[\"" + bob.uid() + "\"]}")
                .expect(201)
                .id("gid");
        String group = "/v1/groups/" + gid + "/members";
        String messages = "/v1/conversations/" + gid + "/messages";
        http.as(bob, "DELETE", messages + "/1").expect(204);

        http.as(bob, "DELETE", group + "/" + bob.uid()).expect(204);
        http.as(bob, "DELETE", messages + "/2").expectProblem(ErrorCode.NOT_FOUND);
        http.as(alice, "POST", group, "{\"uids\":[\"" + bob.uid() + "\"]}").expect(200);

        JsonNode items = http.as(bob, "GET", messages).expect(200).body().path("items");
        assertThat(items.path(0).path("seq").asLong()).isEqualTo(2);
    }

    @Test
    void hide_whatIsNotThere() {
        hide(alice, 99).expectProblem(ErrorCode.NOT_FOUND);
        hide(alice, 0).expectProblem(ErrorCode.NOT_FOUND);
        hide(carol, 3).expectProblem(ErrorCode.NOT_FOUND);
        assertThat(hideAll(alice, "3,99").expectProblem(ErrorCode.NOT_FOUND)).contains("99");
        assertThat(seqs(alice, "")).contains(3L);
        http.as(alice, "DELETE", "/v1/conversations/" + conversation).expect(204);
        hide(alice, 3).expect(204);
    }

    @Test
    void hide_badInput_isRefused() {
        String tooMany = String.join(
                ",", IntStream.rangeClosed(1, 101).mapToObj(i -> "1").toList());

        assertThat(hideAll(alice, "").expectProblem(ErrorCode.INVALID_REQUEST)).contains("1 to 100");
        assertThat(hideAll(alice, tooMany).expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("1 to 100");
        http.as(alice, "POST", hidePath(), "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        hideAll(alice, "null").expectProblem(ErrorCode.INVALID_REQUEST);
        hideAll(alice, "\"3\"").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void hide_overMqtt_isTheSame() {
        new RpcCalls(service).ask(alice, "messages.hide", "{\"conversation\":\"" + conversation + "\",\"seqs\":[3]}");

        assertThat(seqs(alice, "")).containsExactly(1L, 2L);
    }

    @Test
    void hidden_areListedForADeviceThatWasAway() {
        hideAll(alice, "1,3").expect(204);

        JsonNode page =
                http.as(alice, "GET", hiddenPath() + "?limit=1").expect(200).body();
        assertThat(page.path("items")).extracting(JsonNode::asLong).containsExactly(1L);
        assertThat(page.path("more").asBoolean()).isTrue();
        assertThat(http.as(alice, "GET", hiddenPath() + "?after=1")
                        .expect(200)
                        .body()
                        .path("items"))
                .extracting(JsonNode::asLong)
                .containsExactly(3L);
        assertThat(http.as(bob, "GET", hiddenPath()).expect(200).body().path("items"))
                .isEmpty();
        http.as(carol, "GET", hiddenPath()).expectProblem(ErrorCode.NOT_FOUND);
    }

    private boolean mayRead(User user, Id media) throws InvalidProtocolBufferException {
        MediaReaderRequest request = MediaReaderRequest.newBuilder()
                .setUid(user.uid().value())
                .setMediaId(media.value())
                .setUploader(bob.uid().value())
                .build();
        return MediaReaderReply.parseFrom(service.ask(Subjects.MEDIA_READER, request))
                .getMay();
    }

    private FetchReply fetch(FetchRequest.Builder request) throws InvalidProtocolBufferException {
        return FetchReply.parseFrom(service.ask(
                Subjects.FETCH,
                request.setUid(alice.uid().value())
                        .setDid(alice.did().value())
                        .setConversation(conversation.value())
                        .build()));
    }

    private static List<Long> seqsOf(FetchReply reply) throws InvalidProtocolBufferException {
        List<Long> seqs = new ArrayList<>();
        for (var entry : reply.getEntriesList()) {
            seqs.add(Down.parseFrom(entry).getMessage().getSeq());
        }
        return seqs;
    }

    private Answer post(User from, String members) {
        User to = from.equals(alice) ? bob : alice;
        return http.as(from, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + to.uid() + "\"}," + members + "}");
    }

    private void send(User from, String members) {
        post(from, members).expect(201);
    }

    private void read(User user, long seq) {
        http.as(user, "POST", "/v1/conversations/" + conversation + "/read", "{\"seq\":" + seq + "}")
                .expect(200);
    }

    private String path(long seq) {
        return "/v1/conversations/" + conversation + "/messages/" + seq;
    }

    private String hidePath() {
        return "/v1/conversations/" + conversation + "/messages/hide";
    }

    private String hiddenPath() {
        return "/v1/conversations/" + conversation + "/messages/hidden";
    }

    private Answer hide(User user, long seq) {
        return http.as(user, "DELETE", path(seq));
    }

    private Answer hideAll(User user, String seqs) {
        return http.as(user, "POST", hidePath(), "{\"seqs\":[" + seqs + "]}");
    }

    private Answer page(User user, String query) {
        return http.as(user, "GET", "/v1/conversations/" + conversation + "/messages" + query)
                .expect(200);
    }

    private List<Long> seqs(User user, String query) {
        return page(user, query)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }

    private JsonNode pins(User user) {
        return http.as(user, "GET", "/v1/conversations/" + conversation + "/pins")
                .expect(200)
                .body();
    }

    private JsonNode listed(User user) {
        return http.as(user, "GET", "/v1/conversations")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("id").asString().equals(conversation.toString()))
                .findFirst()
                .orElseThrow();
    }
}
