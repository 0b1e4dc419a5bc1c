package io.waggle.im.audit;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecalledCopiesIT {

    private RunningService service;
    private HttpCalls http;
    private User alice;
    private User bob;

    @BeforeAll
    void start() {
        service = RunningService.start(Map.of(
                "waggle.messages.audit.key",
                Base64.getEncoder().encodeToString(new byte[32]),
                "waggle.messages.audit.keep",
                "90d"));
        http = service.http();
    }

    @BeforeEach
    void befriend() {
        alice = http.newUser();
        bob = http.newUser();
        http.befriend(alice, bob);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void recall_editedMessage_keepsAllContentsForAdministratorsOnly() {
        String place = place(send("one"));
        http.as(alice, "PATCH", place, "{\"text\":\"two\"}").expect(200);
        http.as(alice, "POST", place + "/recall").expect(200);

        assertThat(texts(recalled(place).expect(200))).containsExactly("one", "two");
        http.as(alice, "GET", admin(place)).expectProblem(ErrorCode.NOT_ALLOWED);
        assertThat(http.as(bob, "GET", place).expect(200).text()).doesNotContain("two");
    }

    @Test
    void recall_bySystem_keepsTheContentToo() {
        String place = place(send("one"));
        http.as(http.admin(), "POST", admin(place, "recall")).expect(204);

        assertThat(texts(recalled(place).expect(200))).containsExactly("one");
    }

    @Test
    void recalled_overRpc_answersTheSame() {
        Answer sent = send("one");
        http.as(alice, "POST", place(sent) + "/recall").expect(200);

        String answer = new RpcCalls(service)
                .ask(
                        http.admin(),
                        "admin.recalled",
                        "{\"conversation\":\"%s\",\"seq\":%d}"
                                .formatted(
                                        sent.id("conversation"),
                                        sent.body().path("seq").asLong()))
                .toString();

        assertThat(answer).isEqualTo(recalled(place(sent)).body().toString());
    }

    @Test
    void recall_reply_keepsNothingOfWhatItQuotes() {
        long first = send("the quoted text").body().path("seq").asLong();
        String place = place(post("\"text\":\"yes\",\"replyTo\":" + first));
        http.as(alice, "POST", place + "/recall").expect(200);

        assertThat(recalled(place).expect(200).text()).contains("yes").doesNotContain("the quoted text");
    }

    @Test
    void recall_combinedMessage_keepsAllThatItContains() {
        JsonNode inner = combined(send("one").body(), send("two").body());
        String place = place(combined(inner, send("three").body()));
        http.as(alice, "POST", place + "/recall").expect(200);
        http.as(alice, "GET", place + "/combined").expectProblem(ErrorCode.MESSAGE_GONE);

        Answer all = contained(place, "").expect(200);
        Answer nested = contained(place, "?inside=1").expect(200);
        Answer page = contained(place, "?inside=1&after=2&limit=1").expect(200);

        assertThat(texts(all)).containsExactly("", "three");
        assertThat(all.body().at("/items/0/combined/count").asInt()).isEqualTo(2);
        assertThat(all.body().at("/items/1/from").asString())
                .isEqualTo(alice.uid().toString());
        assertThat(texts(nested)).containsExactly("one", "two");
        assertThat(nested.body().path("more").asBoolean()).isFalse();
        assertThat(texts(page)).containsExactly("two");
        http.as(alice, "GET", admin(place, "recalled/combined")).expectProblem(ErrorCode.NOT_ALLOWED);
        contained(place, "?inside=0").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void recalledCombined_ofAPlainMessage_isEmpty() {
        String place = place(send("one"));
        http.as(alice, "POST", place + "/recall").expect(200);

        assertThat(texts(contained(place, "").expect(200))).isEmpty();
    }

    @Test
    void recall_text_isNotReadableInTheTable() {
        Answer sent = send("the secret");
        http.as(alice, "POST", place(sent) + "/recall").expect(200);

        byte[] sealed = sealed(sent.id("conversation"));

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("the secret");
    }

    @Test
    void recalled_copyOfAnotherMessage_isNotOpened() {
        Answer one = send("one");
        Answer two = send("two");
        http.as(alice, "POST", place(one) + "/recall").expect(200);
        http.as(alice, "POST", place(two) + "/recall").expect(200);
        service.sql()
                .sql("update recalled_copy set seq = seq + 10 where conversation_id = ?")
                .param(one.id("conversation").value())
                .update();

        String moved = "/v1/conversations/" + one.id("conversation") + "/messages/11";

        assertThat(recalled(moved).expectProblem(ErrorCode.NOT_FOUND)).contains("another key");
    }

    @Test
    void recalled_notRecalledOrUnknown_isNotFound() {
        String place = place(send("one"));

        assertThat(recalled(place).expectProblem(ErrorCode.NOT_FOUND)).contains("was not recalled");
        recalled(place + "99").expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void sweep_afterTheTime_deletesTheCopy() {
        Answer sent = send("one");
        Answer other = send("two");
        http.as(alice, "POST", place(sent) + "/recall").expect(200);
        http.as(alice, "POST", place(other) + "/recall").expect(200);
        service.sql()
                .sql("update recalled_copy set kept_until = 1 where conversation_id = ? and seq = ?")
                .params(sent.id("conversation").value(), sent.body().path("seq").asLong())
                .update();
        recalled(place(sent)).expectProblem(ErrorCode.NOT_FOUND);

        service.bean(RecalledCopies.class).sweep();

        assertThat(service.sql()
                        .sql("select seq from recalled_copy where conversation_id = ?")
                        .param(sent.id("conversation").value())
                        .query(Long.class)
                        .list())
                .containsExactly(other.body().path("seq").asLong());
    }

    @Test
    void recalled_withoutAKey_saysSo() {
        HttpCalls without = RunningService.shared().http();

        assertThat(without.as(without.admin(), "GET", "/v1/admin/conversations/0000000000001/messages/1/recalled")
                        .expectProblem(ErrorCode.NOT_FOUND))
                .contains("waggle.messages.audit.key");
    }

    private Answer send(String text) {
        return post("\"text\":\"" + text + "\"");
    }

    private Answer post(String members) {
        return http.as(alice, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + bob.uid() + "\"}," + members + "}")
                .expect(201);
    }

    /** By Alice, to Bob. */
    private JsonNode combined(JsonNode... messages) {
        List<Long> seqs =
                Stream.of(messages).map(message -> message.path("seq").asLong()).toList();
        return http.as(
                        alice,
                        "POST",
                        "/v1/messages/forward",
                        "{\"from\":{\"conversation\":\"%s\",\"seqs\":%s},\"to\":[{\"u\":\"%s\"}],\"combined\":true}"
                                .formatted(messages[0].path("conversation").asString(), seqs, bob.uid()))
                .expect(200)
                .body()
                .at("/items/0/messages/0");
    }

    private Answer contained(String place, String query) {
        return http.as(http.admin(), "GET", admin(place, "recalled/combined") + query);
    }

    private static String place(Answer sent) {
        return place(sent.body());
    }

    private static String place(JsonNode sent) {
        return "/v1/conversations/" + sent.path("conversation").asString() + "/messages/"
                + sent.path("seq").asLong();
    }

    private Answer recalled(String place) {
        return http.as(http.admin(), "GET", admin(place));
    }

    private static String admin(String place) {
        return admin(place, "recalled");
    }

    private static String admin(String place, String what) {
        return "/v1/admin" + place.substring("/v1".length()) + "/" + what;
    }

    private static List<String> texts(Answer page) {
        return page.body()
                .path("items")
                .valueStream()
                .map(item -> item.path("text").asString())
                .toList();
    }

    private byte[] sealed(Id conversation) {
        return service.sql()
                .sql("select sealed from recalled_copy where conversation_id = ?")
                .param(conversation.value())
                .query(byte[].class)
                .single();
    }
}
