package io.waggle.system.fault;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.network.LossyProxy;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.waggle.system.time.Eventually.eventually;
import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Phones on a network that is slow, loses packets, stalls, and drops phones without notice: every message arrives exactly
 * once.
 */
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class LossyNetworkIT {

    private static final Duration DELAY = Duration.ofMillis(150);
    private static final double LOSS = 0.05;
    private static final int MESSAGES = 200;

    private final WaggleProcess waggle;
    private final Api api;
    private Login alice;
    private Login bob;

    LossyNetworkIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    @BeforeEach
    void createUsers() {
        List<Login> two = api.newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    @Test
    void stream_overALossyNetwork_arrivesOnceAndInOrder() {
        try (LossyProxy proxy = new LossyProxy(waggle, DELAY, LOSS);
                Phone sender = ConnectOptions.of(waggle, alice).connect();
                Phone receiver = ConnectOptions.of(waggle, bob).through(proxy).connect()) {
            IntStream.range(0, MESSAGES).forEach(i -> sender.say(bob.inbox(), "m" + i));

            receiver.awaitMessage("m" + (MESSAGES - 1));
            assertThat(receiver.messages()).extracting(Entry::text).containsExactlyElementsOf(texts(0, MESSAGES));
        }
    }

    @Test
    void phone_stalledForAMinute_receivesEverythingOnceAndInOrder() {
        try (LossyProxy proxy = new LossyProxy(waggle, DELAY, 0);
                Phone sender = ConnectOptions.of(waggle, alice).connect();
                Phone receiver = ConnectOptions.of(waggle, bob).through(proxy).connect()) {
            sender.say(bob.inbox(), "m0");
            receiver.awaitMessage("m0");
            proxy.stall();
            long stalledSince = System.nanoTime();
            IntStream.range(1, MESSAGES).forEach(i -> sender.say(bob.inbox(), "m" + i));
            within(
                    Duration.ofSeconds(90),
                    "a minute passes",
                    () -> System.nanoTime() - stalledSince
                            > Duration.ofMinutes(1).toNanos());
            assertThat(receiver.messages()).hasSize(1);

            proxy.resume();
            receiver.awaitMessage("m" + (MESSAGES - 1));

            assertThat(receiver.isConnected()).isTrue();
            assertThat(receiver.messages()).extracting(Entry::text).containsExactlyElementsOf(texts(0, MESSAGES));
        }
    }

    @Test
    void phone_disappearedAndBack_continuesAfterItsLastAcknowledgement() {
        try (LossyProxy proxy = new LossyProxy(waggle, Duration.ofMillis(5), 0);
                Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            Phone before = ConnectOptions.of(waggle, bob).through(proxy).connect();
            sender.say(bob.inbox(), "m0");
            before.awaitMessage("m0");
            eventually("the acknowledgement is stored", () -> delivered() > 0);
            proxy.dropClients();
            IntStream.range(1, MESSAGES).forEach(i -> sender.say(bob.inbox(), "m" + i));
            // Half open: the server still counts the connection as open.
            assertThat(proxy.serverConnections()).isEqualTo(1);

            try (Phone after = ConnectOptions.of(waggle, bob).through(proxy).connect()) {
                after.awaitMessage("m" + (MESSAGES - 1));

                assertThat(after.messages()).extracting(Entry::text).containsExactlyElementsOf(texts(1, MESSAGES));
                eventually("the server has closed the first connection", () -> proxy.serverConnections() == 1);
            }
        }
    }

    private long delivered() {
        return api.get(alice, "/v1/conversations/" + api.conversationWith(alice, bob) + "/receipts")
                .expect(200)
                .path("items")
                .path(0)
                .path("deliveredSeq")
                .asLong(0);
    }

    private static List<String> texts(int from, int to) {
        return Stream.iterate(from, i -> i + 1)
                .limit(to - from)
                .map(i -> "m" + i)
                .toList();
    }
}
