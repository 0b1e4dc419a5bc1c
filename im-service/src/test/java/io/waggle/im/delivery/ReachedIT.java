package io.waggle.im.delivery;

import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.receipt.HeardReceipts;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Receipt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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
    void ack_byTheFirstDevice_isTheOthersReceipt() throws InterruptedException {
        User tablet = http.login(bob.username());
        Id conversation = say(3);
        HeardReceipts aliceHears = new HeardReceipts(service, Subjects.user(alice.uid()));

        broker.ack(tablet, conversation, 3);
        broker.ack(bob, conversation, 2);
        Receipt receipt = aliceHears.next().getReceipt();

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
