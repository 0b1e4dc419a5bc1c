package io.waggle.system.message;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

import static io.waggle.system.time.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

/** The first messages between two users, sent at once, create one conversation. Each repetition uses a new pair. */
@ExtendWith(WaggleExtension.class)
class FirstMessageIT {

    private static final int PAIRS = 25;

    private final WaggleProcess waggle;
    private final Api api;

    FirstMessageIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    @RepeatedTest(PAIRS)
    void bothWrite_overMqtt_oneConversation() {
        List<Login> two = api.newFriends();
        Login a = two.getFirst();
        Login b = two.getLast();
        try (Phone phoneA = ConnectOptions.of(waggle, a).connect();
                Phone phoneB = ConnectOptions.of(waggle, b).connect()) {
            var first = phoneA.say(b.inbox(), Ids.next(), "a");
            var second = phoneB.say(a.inbox(), Ids.next(), "b");
            await(first);
            await(second);

            assertOneConversation(a, b);
        }
    }

    @RepeatedTest(PAIRS)
    void bothWrite_overHttp_oneConversation() {
        List<Login> two = api.newFriends();
        Login a = two.getFirst();
        Login b = two.getLast();

        var first = api.send(a, b, Ids.next(), "a");
        var second = api.send(b, a, Ids.next(), "b");

        String one = await(first).expect(201).path("conversation").asString();
        assertThat(await(second).expect(201).path("conversation").asString()).isEqualTo(one);
        assertOneConversation(a, b);
    }

    @RepeatedTest(PAIRS)
    void bothWrite_overMqttAndHttp_oneConversation() {
        List<Login> two = api.newFriends();
        Login a = two.getFirst();
        Login b = two.getLast();
        try (Phone phone = ConnectOptions.of(waggle, a).connect()) {
            var first = phone.say(b.inbox(), Ids.next(), "a");
            var second = api.send(b, a, Ids.next(), "b");
            await(first);
            await(second).expect(201);

            assertOneConversation(a, b);
        }
    }

    private void assertOneConversation(Login a, Login b) {
        assertThat(api.conversations(a)).hasSize(1);
        assertThat(api.conversations(b)).hasSize(1);
        String conversation = api.conversationWith(a, b);
        assertThat(api.conversationWith(b, a)).isEqualTo(conversation);
        List<Entry> log = api.history(a, conversation);
        assertThat(log).extracting(Entry::seq).containsExactly(1L, 2L);
        assertThat(log).extracting(Entry::text).containsExactlyInAnyOrder("a", "b");
    }
}
