package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.RpcRequest;
import io.waggle.protocol.v1.HistoryPage;
import io.waggle.protocol.v1.HistoryRequest;
import io.waggle.protocol.v1.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of a conversation's history: around an entry, from a time on, by kind and by sender. */
class HistoryFormsIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private Id conversation = new Id(0);

    /** Twelve messages: bob sends every third. */
    @BeforeEach
    void talk() {
        http.befriend(alice, bob);
        for (int seq = 1; seq <= 12; seq++) {
            send(seq % 3 == 0 ? bob : alice, "\"text\":\"" + seq + "\"");
        }
    }

    @Test
    void around_anEntry_hasHalfBeforeAndTheEntryFirstInTheOtherHalf() {
        assertThat(seqs(page("?around=6&limit=4"))).containsExactly(4L, 5L, 6L, 7L);
        assertThat(seqs(page("?around=6&limit=5"))).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(seqs(page("?around=6&limit=1"))).containsExactly(6L);
        assertThat(more(page("?around=6&limit=4"))).isTrue();
    }

    @Test
    void around_nearAnEnd_hasWhatThereIs() {
        assertThat(seqs(page("?around=1&limit=4"))).containsExactly(1L, 2L);
        assertThat(seqs(page("?around=12&limit=4"))).containsExactly(10L, 11L, 12L);
        assertThat(seqs(page("?around=99&limit=4"))).containsExactly(11L, 12L);
        assertThat(seqs(page("?around=6&limit=100"))).hasSize(12);
        assertThat(more(page("?around=6&limit=100"))).isFalse();
    }

    @Test
    void around_largeEntries_hasTheEntryAndWhatFits() {
        String large = "\"text\":\"" + "x".repeat(8_000) + "\"";
        for (int i = 0; i < 24; i++) {
            send(alice, large);
        }

        List<Long> seqs = seqs(page("?around=25&limit=24"));

        assertThat(seqs).contains(25L).hasSizeLessThan(24);
        assertThat(seqs)
                .containsExactlyElementsOf(LongStream.rangeClosed(seqs.getFirst(), seqs.getLast())
                        .boxed()
                        .toList());
    }

    @Test
    void from_aTime_beginsWithTheFirstEntryAtOrAfterIt() {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        for (int seq = 1; seq <= 12; seq++) {
            // 4, 5 and 6 are stored in the same millisecond.
            storedAt(seq, noon.plusMillis(seq >= 4 && seq <= 6 ? 40 : seq * 10L));
        }

        assertThat(seqs(page("?limit=3&from=" + noon.plusMillis(40)))).containsExactly(4L, 5L, 6L);
        assertThat(seqs(page("?limit=3&from=" + noon.plusMillis(41)))).containsExactly(7L, 8L, 9L);
        assertThat(seqs(page("?limit=2&from=2001-01-01T00:00:00%2B08:00"))).containsExactly(1L, 2L);
        assertThat(seqs(page("?from=9999-12-31T23:59:59Z"))).isEmpty();
        assertThat(seqs(page("?limit=2&sender=" + bob.uid() + "&from=" + noon.plusMillis(41))))
                .containsExactly(9L, 12L);
    }

    @Test
    void sender_pagesInBothDirectionsAndAround() {
        String sender = "&sender=" + bob.uid();

        assertThat(seqs(page("?limit=3" + sender))).containsExactly(6L, 9L, 12L);
        assertThat(seqs(page("?limit=3&before=6" + sender))).containsExactly(3L);
        assertThat(seqs(page("?limit=2&after=3" + sender))).containsExactly(6L, 9L);
        assertThat(seqs(page("?limit=2&around=7" + sender))).containsExactly(6L, 9L);
        assertThat(more(page("?limit=2&after=3" + sender))).isTrue();
        assertThat(more(page("?limit=3&after=3" + sender))).isFalse();
        assertThat(seqs(page("?sender=" + new Id(7)))).isEmpty();
    }

    @Test
    void sender_recordsOfChangesAreNoMessages() {
        http.as(bob, "POST", path(12) + "/recall").expect(200);

        assertThat(seqs(page("?limit=2&sender=" + bob.uid()))).containsExactly(9L, 12L);
    }

    @Test
    void kind_findsOnlyThose() {
        send(alice, "\"location\":{\"lat\":1.5,\"lon\":2.5}");
        send(alice, "\"card\":{\"name\":\"Bob\"}");
        send(alice, "\"custom\":{\"type\":\"poll\",\"data\":{}}");
        send(alice, "\"text\":\"see HTTPS://example.com/bees\"");
        send(bob, "\"text\":\"no link: ahttp://x, awww.x\"");

        assertThat(seqs(page("?kind=location"))).containsExactly(13L);
        assertThat(seqs(page("?kind=custom"))).containsExactly(15L);
        assertThat(seqs(page("?kind=link"))).containsExactly(16L);
        assertThat(seqs(page("?kind=image"))).isEmpty();
    }

    @Test
    void kind_followsEditsAndRecalls() {
        send(alice, "\"text\":\"https://example.com\"");
        send(alice, "\"text\":\"www.example.com\"");
        send(alice, "\"text\":\"plain\"");

        http.as(alice, "PATCH", path(13), "{\"text\":\"none\"}").expect(200);
        http.as(alice, "POST", path(14) + "/recall").expect(200);
        http.as(alice, "PATCH", path(15), "{\"text\":\"now https://example.com\"}")
                .expect(200);

        assertThat(seqs(page("?kind=link"))).containsExactly(15L);
    }

    @Test
    void kind_ofAnExpiredMessage_isNotTold() {
        send(alice, "\"text\":\"https://example.com\",\"expiresAt\":\"2099-01-01T00:00:00Z\"");
        assertThat(seqs(page("?kind=link"))).containsExactly(13L);

        service.sql()
                .sql("update expiry set expires_at = 1 where conversation_id = ? and seq = 13")
                .param(conversation.value())
                .update();

        assertThat(seqs(page("?kind=link"))).isEmpty();
    }

    @Test
    void query_thatContradictsItself_isRefusedByName() {
        assertThat(refused("?around=3&from=2026-11-21T12:00:00Z"))
                .contains("around")
                .contains("from");
        assertThat(refused("?around=3&before=4")).contains("only one");
        assertThat(refused("?kind=link&sender=" + bob.uid())).contains("not both");
        assertThat(refused("?since=0&kind=link")).contains("since");
        assertThat(refused("?kind=pictures")).contains("media, image, video");
        assertThat(refused("?from=yesterday")).contains("2026-11-21T09:00:00.123Z");
        assertThat(refused("?from=2026-11-21")).contains("2026-11-21T09:00:00.123Z");
        assertThat(refused("?from=2026-13-41T09:00:00Z")).contains("2026-11-21T09:00:00.123Z");
        assertThat(refused("?sender=nobody")).contains("sender");
    }

    @Test
    void rpc_givesTheSamePagesInJsonAndProtobuf() throws InvalidProtocolBufferException {
        send(bob, "\"text\":\"www.example.com\"");
        RpcCalls rpc = new RpcCalls(service);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(seqs(rpc.ask(alice, "history", body("\"around\":6,\"limit\":4"))))
                .containsExactly(4L, 5L, 6L, 7L);
        assertThat(seqs(rpc.ask(alice, "history", body("\"from\":\"" + start + "\",\"limit\":2"))))
                .containsExactly(1L, 2L);
        assertThat(seqs(rpc.ask(alice, "history", body("\"kind\":\"link\"")))).containsExactly(13L);
        assertThat(seqs(rpc.ask(alice, "history", body("\"sender\":\"" + bob.uid() + "\",\"limit\":2"))))
                .containsExactly(12L, 13L);
        assertThat(seqs(protobuf(asked().setAround(6).setLimit(4)))).containsExactly(4L, 5L, 6L, 7L);
        assertThat(seqs(protobuf(asked().setFrom(start.toEpochMilli()).setLimit(2))))
                .containsExactly(1L, 2L);
        assertThat(seqs(protobuf(asked().setKind("link")))).containsExactly(13L);
        assertThat(seqs(protobuf(asked().setSender(bob.uid().value()).setLimit(2))))
                .containsExactly(12L, 13L);
        assertThat(rpc.refusal(alice, "history", body("\"kind\":\"pictures\"")))
                .isEqualTo(ErrorCode.INVALID_REQUEST.wireName());
    }

    private HistoryRequest.Builder asked() {
        return HistoryRequest.newBuilder().setConversation(conversation.value());
    }

    private HistoryPage protobuf(HistoryRequest.Builder request) throws InvalidProtocolBufferException {
        RpcRequest call = RpcRequest.newBuilder()
                .setUid(alice.uid().value())
                .setDid(alice.did().value())
                .setMethod("history")
                .setFormat(Format.PROTOBUF)
                .setBody(request.build().toByteString())
                .build();
        return HistoryPage.parseFrom(
                RpcReply.parseFrom(service.ask(Subjects.RPC, call)).getBody());
    }

    private static List<Long> seqs(HistoryPage page) {
        return page.getItemsList().stream().map(Message::getSeq).toList();
    }

    private String body(String members) {
        return "{\"conversation\":\"" + conversation + "\"," + members + "}";
    }

    private void send(User from, String members) {
        User to = from.equals(alice) ? bob : alice;
        conversation = http.as(from, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + to.uid() + "\"}," + members + "}")
                .expect(201)
                .id("conversation");
    }

    private String path(long seq) {
        return "/v1/conversations/" + conversation + "/messages/" + seq;
    }

    private JsonNode page(String query) {
        return get(query).expect(200).body();
    }

    private String refused(String query) {
        return get(query).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    private Answer get(String query) {
        return http.as(alice, "GET", "/v1/conversations/" + conversation + "/messages" + query);
    }

    private static List<Long> seqs(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }

    private static boolean more(JsonNode page) {
        return page.path("more").asBoolean();
    }

    private void storedAt(long seq, Instant time) {
        service.sql()
                .sql("update entry set created_at = ? where conversation_id = ? and seq = ?")
                .params(time.toEpochMilli(), conversation.value(), seq)
                .update();
    }
}
