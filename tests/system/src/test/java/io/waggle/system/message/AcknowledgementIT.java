package io.waggle.system.message;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static io.waggle.system.time.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

/** An acknowledgement contains the same values as the history. */
@ExtendWith(WaggleExtension.class)
class AcknowledgementIT {

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;
    private final String group;

    AcknowledgementIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newUsers("ack", 2);
        alice = two.getFirst();
        bob = two.getLast();
        group = api.groupOf(two);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void publish_acknowledged_carriesSeqAndTimeOfHistory(int qos) {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            List<Ack> toBob = sendThree(phone, bob.inbox(), qos);
            List<Ack> toGroup = sendThree(phone, "to/g/" + group, qos);

            assertThat(toBob).containsExactlyElementsOf(acksOf(api.conversationWith(alice, bob)));
            assertThat(toGroup).containsExactlyElementsOf(acksOf(group));
        }
    }

    @Test
    void publish_sameIdAgain_isAcknowledgedWithTheFirstNumber() {
        String id = Ids.next();
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            Ack first = await(phone.say(bob.inbox(), id, "once"));
            Ack between = phone.say(bob.inbox(), "between");
            Ack again = await(phone.say(bob.inbox(), id, "once"));

            assertThat(again).isEqualTo(first).isNotEqualTo(between);
            assertThat(api.history(bob, api.conversationWith(bob, alice)))
                    .extracting(Entry::text)
                    .containsExactly("once", "between");
        }
    }

    @Test
    void publish_overMqtt3_isAcknowledgedWhenItIsInHistory() {
        try (Phone phone = ConnectOptions.of(waggle, alice).withMqtt3().connect()) {
            assertThat(phone.say("to/g/" + group, "plain")).isInstanceOf(Ack.Plain.class);

            assertThat(api.messages(bob, group)).extracting(Entry::text).containsExactly("plain");
        }
    }

    private static List<Ack> sendThree(Phone phone, String topic, int qos) {
        var sent = Stream.of("one", "two", "three")
                .map(text -> phone.publish(topic, text.getBytes(StandardCharsets.UTF_8), qos))
                .toList();
        return sent.stream().map(Eventually::await).toList();
    }

    private List<Ack> acksOf(String conversation) {
        return api.messages(bob, conversation).stream()
                .<Ack>map(entry -> new Ack.Committed(
                        entry.seq(), Long.toString(Instant.parse(entry.at()).toEpochMilli())))
                .toList();
    }
}
