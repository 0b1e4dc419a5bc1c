package io.waggle.system.message;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import static io.waggle.system.time.Eventually.await;
import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Read receipts reach the other members over every kind of connection. */
@ExtendWith(WaggleExtension.class)
class ReceiptsIT {

    private final WaggleProcess waggle;
    private final Api api;

    ReceiptsIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void read_manyMessages_theSenderReceivesTheLastStateAndNotEveryStep(boolean mqtt3) {
        List<Login> two = api.newFriends();
        try (Phone sender = connectPhone(two.getFirst(), mqtt3);
                Phone reader = connectPhone(two.getLast(), mqtt3)) {
            for (int i = 1; i <= 20; i++) {
                sender.say(two.getLast().inbox(), "message " + i);
            }
            String conversation = reader.awaitMessage("message 20").conversation();

            for (int seq = 1; seq <= 20; seq++) {
                String body = "{\"conversation\":\"" + conversation + "\",\"seq\":" + seq + "}";
                await(reader.publish("rpc/conversations.read", body.getBytes(StandardCharsets.UTF_8)));
            }

            eventually(
                    "the last receipt has arrived",
                    () -> receipts(sender)
                            .anyMatch(receipt -> receipt.path("readSeq").asLong() == 20));
            assertThat(receipts(sender).map(receipt -> receipt.path("uid").asString()))
                    .containsOnly(two.getLast().uid());
            assertThat(receipts(sender).map(receipt -> receipt.path("readSeq").asLong()))
                    .isSorted();
            assertThat(receipts(sender)).hasSizeLessThan(20);
            assertThat(receipts(reader)).isEmpty();
        }
    }

    @Test
    void read_inAGroup_everyMemberReceivesTheReceipt() {
        List<Login> members = api.newUsers("reader", 3);
        String group = api.groupOf(members);
        try (Phone owner = connectPhone(members.getFirst(), false);
                Phone other = connectPhone(members.getLast(), true)) {
            owner.say("to/g/" + group, "hi all");
            long seq = other.awaitMessage("hi all").seq();

            api.post(
                            members.get(1).accessToken(),
                            "/v1/conversations/" + group + "/read",
                            Api.object().put("seq", seq))
                    .expect(200);

            for (Phone phone : List.of(owner, other)) {
                eventually(
                        "the member receives the receipt",
                        () -> receipts(phone)
                                .anyMatch(receipt -> receipt.path("readSeq").asLong() == seq));
            }
            JsonNode page = api.get(members.getFirst(), "/v1/conversations/" + group + "/receipts?seq=" + seq)
                    .expect(200);
            assertThat(page.path("count").asLong()).isEqualTo(1);
            assertThat(page.path("items").get(0).path("uid").asString())
                    .isEqualTo(members.get(1).uid());
        }
    }

    private Phone connectPhone(Login login, boolean mqtt3) {
        ConnectOptions options = ConnectOptions.of(waggle, login);
        return (mqtt3 ? options.withMqtt3() : options).connect();
    }

    private static Stream<JsonNode> receipts(Phone phone) {
        return phone.received().stream()
                .map(Phone.Received::body)
                .filter(body -> body.has("receipt"))
                .map(body -> body.path("receipt"));
    }
}
