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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

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

    private static String place(Answer sent) {
        return "/v1/conversations/" + sent.id("conversation") + "/messages/"
                + sent.body().path("seq").asLong();
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
