package io.waggle.im.message;

import com.google.protobuf.ByteString;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import io.waggle.protocol.fabric.v1.Target;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Send;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** One message a second and three at once, whichever way they take. No test lasts long enough for a fourth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageRateIT {

    private static final int BURST = 3;

    private RunningService service;
    private HttpCalls http;
    private User alice;
    private User bob;

    @BeforeAll
    void start() {
        service =
                RunningService.start(Map.of("waggle.messages.rate.per-second", 1, "waggle.messages.rate.burst", BURST));
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
    void send_tooOftenOverHttp_isRefusedWithTheTimeToWait() {
        spend();

        Answer refused = post(alice, bob, UUID.randomUUID());

        assertThat(refused.expectProblem(ErrorCode.OVERLOADED))
                .contains("1 messages and edits a second, and 3 at once");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.body().path("retryAfter").asInt()).isEqualTo(1);
    }

    @Test
    void send_tooOftenFromABroker_isRefusedWithTheTimeToWait() throws Exception {
        spend();

        SendReply reply = publish(UUID.randomUUID());

        assertThat(reply.getRefused().getCode()).isEqualTo("overloaded");
        assertThat(reply.getRefused().getRetryAfter()).isEqualTo(1);
    }

    @Test
    void send_storedMessageAgain_isAnsweredAsTheFirstTime() throws Exception {
        UUID id = UUID.randomUUID();
        String first = post(alice, bob, id).expect(201).text();
        spend();

        Answer again = post(alice, bob, id).expect(201);

        assertThat(again.text()).isEqualTo(first);
        assertThat(publish(id).getCommitted().getSeq())
                .isEqualTo(again.body().path("seq").asLong());
    }

    @Test
    void send_byNameOrByUid_isOneConversation() {
        for (int i = 0; i < BURST; i++) {
            http.as(alice, "POST", "/v1/messages", "{\"to\":{\"u\":\"@" + bob.username() + "\"},\"text\":\"hi\"}")
                    .expect(201);
        }

        post(alice, bob, UUID.randomUUID()).expectProblem(ErrorCode.OVERLOADED);
    }

    @Test
    void send_elsewhereOrByAnother_isNotLimitedByIt() {
        spend();

        post(alice, alice, UUID.randomUUID()).expect(201);
        post(bob, alice, UUID.randomUUID()).expect(201);
    }

    @Test
    void edit_tooOften_isRefusedWithTheTimeToWait() {
        Answer sent = post(alice, bob, UUID.randomUUID()).expect(201);
        spend();

        Answer refused = edit(sent, 0);

        assertThat(refused.expectProblem(ErrorCode.OVERLOADED)).contains("1 messages and edits a second");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void send_afterTooManyEdits_isRefused() {
        Answer sent = post(alice, bob, UUID.randomUUID()).expect(201);
        for (int number = 0; edit(sent, number).status() == 200; number++) {}

        post(alice, bob, UUID.randomUUID()).expectProblem(ErrorCode.OVERLOADED);
    }

    @Test
    void send_withAnIdempotencyKeyThatWasRefused_runsAgain() {
        spend();
        String body = "{\"to\":{\"u\":\"" + bob.uid() + "\"},\"text\":\"hi\"}";

        for (int i = 0; i < 2; i++) {
            Answer refused = http.as(alice, "POST", "/v1/messages", body, "Idempotency-Key", "once");

            refused.expectProblem(ErrorCode.OVERLOADED);
            assertThat(refused.headers().firstValue("Idempotency-Replayed")).isEmpty();
        }
    }

    /** Uses up what alice may send to bob at once. A second may pass meanwhile, so more than that. */
    private void spend() {
        while (post(alice, bob, UUID.randomUUID()).status() == 201) {}
    }

    private Answer post(User from, User to, UUID id) {
        return http.as(
                from,
                "POST",
                "/v1/messages",
                "{\"to\":{\"u\":\"%s\"},\"id\":\"%s\",\"text\":\"hi\"}".formatted(to.uid(), id));
    }

    private Answer edit(Answer sent, int number) {
        String place = "/v1/conversations/" + sent.id("conversation") + "/messages/"
                + sent.body().path("seq").asLong();
        return http.as(alice, "PATCH", place, "{\"text\":\"edit %d\"}".formatted(number));
    }

    private SendReply publish(UUID id) throws Exception {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        SendRequest request = SendRequest.newBuilder()
                .setSender(alice.uid().value())
                .setDevice(alice.did().value())
                .setTarget(Target.newBuilder().setUser(bob.uid().value()))
                .setSend(Send.newBuilder()
                        .setId(ByteString.copyFrom(bytes))
                        .setContent(Content.newBuilder().setText("hi")))
                .build();
        return SendReply.parseFrom(service.ask(Subjects.SEND, request));
    }
}
