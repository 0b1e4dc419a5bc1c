package io.waggle.system.delivery;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.network.BreakableProxy;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that devices miss while they are offline arrive automatically after they connect, once and in order, with stock
 * clients of every kind.
 */
@ExtendWith(WaggleExtension.class)
class OfflineQueueIT {

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;
    private final String group;

    OfflineQueueIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newUsers("offline", 2);
        alice = two.getFirst();
        bob = two.getLast();
        group = api.groupOf(two);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 json", "5 protobuf", "311 json", "websocket"})
    void connect_afterBeingOffline_receivesMissedThenNewMessages(String kind) {
        UnaryOperator<ConnectOptions> withKind = optionsFor(kind);
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sayInGroup(sender, 0, 150);
            try (Phone phone = withKind.apply(ConnectOptions.of(waggle, bob)).connect()) {
                sayInGroup(sender, 150, 160);
                phone.awaitMessage("m159");
                assertThat(texts(phone)).isEqualTo(upTo(160));
            }
            sayInGroup(sender, 160, 170);
            try (Phone phone = withKind.apply(ConnectOptions.of(waggle, bob)).connect()) {
                phone.awaitMessage("m169");
                assertThat(texts(phone))
                        .as("acknowledged messages are not sent again")
                        .hasSize(10);
            }
        }
    }

    @Test
    void connect_twoDevices_eachReceivesWhatItMissed() {
        Login tablet = api.login(bob.username());
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sayInGroup(sender, 0, 5);
            try (Phone phone = ConnectOptions.of(waggle, bob).connect()) {
                phone.awaitMessage("m4");
            }
            sayInGroup(sender, 5, 8);
            try (Phone phone = ConnectOptions.of(waggle, bob).connect();
                    Phone other = ConnectOptions.of(waggle, tablet).withMqtt3().connect()) {
                phone.awaitMessage("m7");
                other.awaitMessage("m7");
                assertThat(texts(phone)).containsExactly("m5", "m6", "m7");
                assertThat(texts(other)).isEqualTo(upTo(8));
            }
        }
    }

    @Test
    void connect_newLogin_receivesOnlyMessagesAfterTheLogin() {
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sayInGroup(sender, 0, 3);
            Login tablet = api.login(bob.username());
            sayInGroup(sender, 3, 5);
            try (Phone other = ConnectOptions.of(waggle, tablet).connect()) {
                other.awaitMessage("m4");
                assertThat(texts(other)).containsExactly("m3", "m4");
            }
        }
    }

    @Test
    void connect_sentByAnotherOwnDevice_isReceived() {
        Login tablet = api.login(alice.username());
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sayInGroup(sender, 0, 3);
        }
        try (Phone phone = ConnectOptions.of(waggle, alice).connect();
                Phone other = ConnectOptions.of(waggle, tablet).connect()) {
            other.awaitMessage("m2");
            phone.say("to/g/" + group, "m3");
            other.awaitMessage("m3");
            assertThat(texts(other)).isEqualTo(upTo(4));
            assertThat(texts(phone)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 json", "5 protobuf", "311 json"})
    void connect_moreMissedThanTheLimit_receivesAGapNoticeAndTheNewest(String kind) {
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sayInGroup(sender, 0, 520);
        }
        long head = api.history(bob, group).getLast().seq();
        try (Phone phone =
                optionsFor(kind).apply(ConnectOptions.of(waggle, bob)).connect()) {
            phone.awaitMessage("m519");
            JsonNode gap = phone.received().getFirst().body().path("gap");
            assertThat(gap.path("conversation").asString()).isEqualTo(group);
            assertThat(gap.path("to").asLong()).isEqualTo(head - 500);
            assertThat(gap.path("count").asLong())
                    .isEqualTo(gap.path("to").asLong() - gap.path("from").asLong() + 1);
            assertThat(phone.messages())
                    .extracting(Entry::seq)
                    .isEqualTo(LongStream.rangeClosed(head - 499, head).boxed().toList());
        }
        try (Phone phone =
                        optionsFor(kind).apply(ConnectOptions.of(waggle, bob)).connect();
                Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sender.say("to/g/" + group, "later");
            phone.awaitMessage("later");
            assertThat(phone.received()).as("the gap notice is not sent again").hasSize(1);
        }
    }

    @Test
    void connect_afterABrokenConnection_nothingIsMissing() {
        try (BreakableProxy proxy = new BreakableProxy(waggle);
                Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            Phone before = ConnectOptions.of(waggle, bob).through(proxy).connect();
            sayInGroup(sender, 0, 40);
            eventually("some messages have arrived", () -> before.messages().size() > 10);
            proxy.cut();
            sayInGroup(sender, 40, 80);
            try (Phone after = ConnectOptions.of(waggle, bob).connect()) {
                after.awaitMessage("m79");
                List<String> first = texts(before);
                List<String> second = texts(after);
                assertThat(first).isEqualTo(upTo(80).subList(0, first.size()));
                assertThat(second).isEqualTo(upTo(80).subList(80 - second.size(), 80));
                assertThat(first.size() + second.size()).isGreaterThanOrEqualTo(80);
            }
        }
    }

    private void sayInGroup(Phone sender, int from, int to) {
        var acks = IntStream.range(from, to)
                .mapToObj(i -> sender.sayWithoutId("to/g/" + group, "m" + i))
                .toList();
        acks.forEach(Eventually::await);
    }

    private static List<String> texts(Phone phone) {
        return phone.messages().stream()
                .map(Entry::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static List<String> upTo(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
    }

    private UnaryOperator<ConnectOptions> optionsFor(String kind) {
        return switch (kind) {
            case "5 protobuf" -> ConnectOptions::withProtobuf;
            case "311 json" -> ConnectOptions::withMqtt3;
            case "websocket" -> options -> options.withWebSocket(waggle);
            default -> options -> options;
        };
    }
}
