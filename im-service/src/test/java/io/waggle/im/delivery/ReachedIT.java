package io.waggle.im.delivery;

import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Receipt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What has reached one of a pair is told to the other. */
class ReachedIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final BrokerCalls broker = new BrokerCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
    }

    @Test
    void ack_byTheFirstDevice_isTheOthersReceipt() {
        User tablet = http.login(bob.username());
        Id conversation = say(3);
        List<Envelope> aliceHears = service.listen(alice.uid());

        broker.ack(tablet, conversation, 3);
        broker.ack(bob, conversation, 2);
        Receipt receipt = firstReceipt(aliceHears);

        assertThat(receipt.getUid()).isEqualTo(bob.uid().value());
        assertThat(receipt.getConversation()).isEqualTo(conversation.value());
        assertThat(receipt.getDeliveredSeq()).isEqualTo(3);
        assertThat(receipt.hasReadSeq()).isFalse();
        assertThat(bobsPlace(conversation).path("deliveredSeq").asLong()).isEqualTo(3);
        assertThat(bobsPlace(conversation).path("readSeq").asLong()).isZero();
    }

    @Test
    void nothingAcknowledged_nothingIsDelivered() {
        Id conversation = say(1);

        assertThat(bobsPlace(conversation).has("deliveredSeq")).isFalse();
    }

    /** It is there within a tick; the answer to a request does not wait for it. */
    private static Receipt firstReceipt(List<Envelope> heard) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            for (Envelope envelope : heard) {
                Down down = Envelopes.down(envelope);
                if (down.hasReceipt()) {
                    return down.getReceipt();
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no receipt was pushed");
    }

    private Id say(int count) {
        Id conversation = new Id(0);
        for (int i = 0; i < count; i++) {
            conversation = http.as(
                            alice, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + bob.uid() + "\"},\"text\":\"hi\"}")
                    .expect(201)
                    .id("conversation");
        }
        return conversation;
    }

    private JsonNode bobsPlace(Id conversation) {
        return http.as(alice, "GET", "/v1/conversations/" + conversation + "/receipts")
                .expect(200)
                .body()
                .path("items")
                .get(0);
    }
}
