package io.waggle.system.delivery;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slow consumer: it reads ten messages a second while ten thousand arrive, ten times as many as the broker queues, and then
 * reads as fast as it can.
 */
@ExtendWith(WaggleExtension.class)
@Isolated("it measures how fast a device catches up")
class SlowConsumerIT {

    private static final int SENDERS = 10;
    private static final int MESSAGES = 1_000;
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final WaggleProcess waggle;
    private final Api api;

    SlowConsumerIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void read_tenASecondWhileTenThousandArrive_receivesAllOnceInOrder(boolean mqtt5) throws Exception {
        List<Login> members = api.newUsers("slow", SENDERS + 1);
        String group = api.groupOf(members);
        Login reader = members.getLast();
        try (RawMqtt slow = new RawMqtt(waggle, mqtt5);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.connect(reader);
            CompletableFuture<?> all = CompletableFuture.allOf(IntStream.range(0, SENDERS)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> sendAll(members.get(i), group), threads))
                    .toArray(CompletableFuture<?>[]::new));
            List<Long> seqs = new ArrayList<>();
            while (!all.isDone()) {
                next(slow, group, seqs);
                // The reader is slow on purpose: this is what the test is about.
                TimeUnit.MILLISECONDS.sleep(SLOW.toMillis());
            }
            all.join();
            int slowly = seqs.size();
            long head = api.history(reader, group).getLast().seq();
            long start = System.nanoTime();
            while (seqs.isEmpty() || seqs.getLast() < head) {
                next(slow, group, seqs);
                assertThat(System.nanoTime() - start).isLessThan(TIMEOUT.toNanos());
            }

            assertThat(seqs)
                    .isEqualTo(LongStream.rangeClosed(seqs.getFirst(), head)
                            .boxed()
                            .toList());
            assertThat(head - seqs.getFirst()).isGreaterThanOrEqualTo(SENDERS * MESSAGES - 1);
            System.out.println("SlowConsumerIT: " + slowly + " read slowly, " + (seqs.size() - slowly) + " in "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        }
    }

    private static void next(RawMqtt slow, String group, List<Long> seqs) throws Exception {
        JsonNode message = Api.JSON.readTree(slow.nextMessage());
        if (message.path("conversation").asString("").equals(group)) {
            seqs.add(message.path("seq").asLong());
        }
    }

    private void sendAll(Login login, String group) {
        try (Phone phone = ConnectOptions.of(waggle, login).connect()) {
            var acks = IntStream.range(0, MESSAGES)
                    .mapToObj(i -> phone.sayWithoutId("to/g/" + group, "m" + i))
                    .toList();
            acks.forEach(ack -> Eventually.within(TIMEOUT, ack));
        }
    }
}
