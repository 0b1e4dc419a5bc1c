package io.waggle.system.message;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static io.waggle.system.time.Eventually.happens;
import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twenty members write into one group at once, seven of them over connections that break: all members see each message once,
 * in the same order.
 */
@ExtendWith(WaggleExtension.class)
class GroupOrderIT {

    private static final int SENDERS = 20;
    private static final int BREAKING = 7;
    private static final int MESSAGES = 200;

    // A message takes at least 60 bytes on the wire, so the break is in the middle.
    private static final int FEWEST_BYTES = 2_000;
    private static final int MOST_BYTES = 10_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final WaggleProcess waggle;
    private final Api api;

    GroupOrderIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    @Test
    void twentySenders_sevenReconnecting_allReceiveEachMessageOnceInTheSameOrder() throws Exception {
        long seed = Long.getLong("waggle.seed", System.nanoTime());
        System.out.println("GroupOrderIT: -Dwaggle.seed=" + seed);
        RandomGenerator random = new Random(seed);
        List<Login> members = api.newUsers("order", SENDERS);
        String group = api.groupOf(members);
        List<GroupSender> senders = IntStream.range(0, SENDERS)
                .mapToObj(i -> new GroupSender(waggle, options(members.get(i), i), group, MESSAGES))
                .toList();

        for (GroupSender sender : senders.subList(0, BREAKING)) {
            sender.breakAfter(random.nextInt(FEWEST_BYTES, MOST_BYTES));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            within(
                    TIMEOUT,
                    CompletableFuture.allOf(senders.stream()
                            .map(sender -> CompletableFuture.runAsync(sender::run, threads))
                            .toArray(CompletableFuture<?>[]::new)));
        }

        List<Entry> log = api.history(members.getFirst(), group);
        assertThat(log).extracting(Entry::seq).isEqualTo(upTo(log.size()));
        List<Entry> history = log.stream().filter(entry -> !entry.isChange()).toList();
        assertThat(history).hasSize(SENDERS * MESSAGES);
        assertThat(history).extracting(Entry::id).doesNotHaveDuplicates();
        senders.forEach(sender -> assertThat(textsOf(sender, history)).isEqualTo(sender.texts()));
        senders.subList(0, BREAKING)
                .forEach(sender ->
                        assertThat(sender.connections()).hasSize(2).allSatisfy(GroupOrderIT::assertAscending));
        senders.subList(BREAKING, SENDERS).forEach(sender -> assertSawAll(sender, history));
        senders.forEach(GroupSender::close);
        System.out.println("GroupOrderIT: " + history.size() + " stored, " + (SENDERS - BREAKING)
                + " members saw them all in the same order");
    }

    /** Asserts that the sender received all messages of others over its only connection. */
    private static void assertSawAll(GroupSender sender, List<Entry> history) {
        assertThat(sender.connections()).hasSize(1);
        Phone phone = sender.connections().getFirst();
        List<Entry> others = history.stream()
                .filter(entry -> !entry.from().equals(sender.login().uid()))
                .toList();
        happens(TIMEOUT, () -> phone.messages().size() >= others.size());
        assertThat(phone.messages()).extracting(Entry::seq).isEqualTo(seqsOf(others));
        assertThat(phone.messages()).isEqualTo(others);
    }

    private static List<Long> seqsOf(List<Entry> entries) {
        return entries.stream().map(Entry::seq).toList();
    }

    private static void assertAscending(Phone phone) {
        assertThat(phone.messages())
                .extracting(Entry::seq)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private ConnectOptions options(Login login, int number) {
        ConnectOptions plain = ConnectOptions.of(waggle, login);
        return switch (number % 3) {
            case 0 -> plain;
            case 1 -> plain.withProtobuf();
            default -> plain.withMqtt3();
        };
    }

    private static List<String> textsOf(GroupSender sender, List<Entry> history) {
        return history.stream()
                .filter(entry -> entry.from().equals(sender.login().uid()))
                .map(Entry::text)
                .toList();
    }
}
