package io.waggle.im.log;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** With a limited depth, entries that are older are not shown in any form. */
class HistoryDepthIT {

    private static final RunningService SERVICE = RunningService.start(Map.of("waggle.history.depth", "1d"));

    private final HttpCalls http = SERVICE.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private Id conversation = new Id(0);

    /** Entries 1 to 3 are older than a day, 4 quotes the third. */
    @BeforeEach
    void talk() {
        http.befriend(alice, bob);
        send("\"text\":\"old\",\"mentions\":[\"" + alice.uid() + "\"]");
        send("\"text\":\"https://old.example\"");
        send("\"text\":\"quoted\"");
        send("\"text\":\"reply\",\"replyTo\":3");
        send("\"text\":\"new\"");
        SERVICE.sql()
                .sql("update entry set created_at = created_at - ? where conversation_id = ? and seq <= 3")
                .params(Duration.ofDays(2).toMillis(), conversation.value())
                .update();
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void olderEntries_areInNoPage() {
        for (String query : List.of(
                "", "?after=0", "?around=1", "?from=2001-01-01T00:00:00Z", "?sender=" + bob.uid(), "?before=6")) {
            assertThat(seqs(query)).as(query).containsExactly(4L, 5L);
        }
        assertThat(seqs("?kind=link")).isEmpty();
        assertThat(seqs("?before=4")).isEmpty();
    }

    @Test
    void olderEntry_isNotFound() {
        http.as(alice, "GET", path(3)).expectProblem(ErrorCode.NOT_FOUND);
        http.as(alice, "GET", path(3) + "/versions").expectProblem(ErrorCode.NOT_FOUND);
        http.as(alice, "PUT", path(3) + "/reactions/%F0%9F%91%8D").expectProblem(ErrorCode.NOT_FOUND);
        http.as(bob, "POST", path(3) + "/recall").expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void quoteOfAnOlderEntry_isGone() {
        JsonNode quote = http.as(alice, "GET", path(4)).expect(200).body().path("quote");

        assertThat(quote.path("gone").asBoolean()).isTrue();
        assertThat(quote.has("text")).isFalse();
    }

    @Test
    void list_countsAndMentionsOnlyWhatIsShown() {
        JsonNode item = http.as(alice, "GET", "/v1/conversations")
                .expect(200)
                .body()
                .path("items")
                .path(0);
        assertThat(item.path("unread").asInt()).isEqualTo(2);
        assertThat(item.path("mentioned").asBoolean()).isFalse();
        assertThat(item.path("last").path("text").asString()).isEqualTo("new");

        SERVICE.sql()
                .sql("update entry set created_at = 1 where conversation_id = ?")
                .param(conversation.value())
                .update();

        JsonNode old = http.as(alice, "GET", "/v1/conversations")
                .expect(200)
                .body()
                .path("items")
                .path(0);
        assertThat(old.has("last")).isFalse();
        assertThat(old.path("unread").asInt()).isZero();
    }

    @Test
    void device_isSentOnlyWhatIsShown() throws InvalidProtocolBufferException {
        FetchRequest request = FetchRequest.newBuilder()
                .setUid(alice.uid().value())
                .setDid(alice.did().value())
                .setConversation(conversation.value())
                .setAfter(1)
                .setLimit(10)
                .build();

        FetchReply reply = FetchReply.parseFrom(SERVICE.ask(Subjects.FETCH, request));

        assertThat(reply.getEntriesCount()).isEqualTo(2);
        assertThat(reply.getAfter()).isEqualTo(3);
        JsonNode missing = new RpcCalls(SERVICE).ask(alice, "sync", "{\"cursors\":{\"" + conversation + "\":0}}");
        assertThat(missing.path("items").path(0).path("count").asInt()).isEqualTo(2);
    }

    @Test
    void mediaOfAnOlderEntry_cannotBeDownloaded() throws InvalidProtocolBufferException {
        Id old = new Id(conversation.value() + 1);
        Id recent = new Id(conversation.value() + 2);
        SERVICE.sql()
                .sql(
                        "insert into media_reference (media_id, uploader_uid, conversation_id, seq) values (?, 1, ?, 3), (?, 1, ?, 4)")
                .params(old.value(), conversation.value(), recent.value(), conversation.value())
                .update();

        assertThat(mayRead(old)).isFalse();
        assertThat(mayRead(recent)).isTrue();
    }

    private boolean mayRead(Id media) throws InvalidProtocolBufferException {
        MediaReaderRequest request = MediaReaderRequest.newBuilder()
                .setUid(alice.uid().value())
                .setMediaId(media.value())
                .setUploader(bob.uid().value())
                .build();
        return MediaReaderReply.parseFrom(SERVICE.ask(Subjects.MEDIA_READER, request))
                .getMay();
    }

    private void send(String members) {
        conversation = http.as(bob, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + alice.uid() + "\"}," + members + "}")
                .expect(201)
                .id("conversation");
    }

    private String path(long seq) {
        return "/v1/conversations/" + conversation + "/messages/" + seq;
    }

    private List<Long> seqs(String query) {
        return http.as(alice, "GET", "/v1/conversations/" + conversation + "/messages" + query)
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }
}
