package io.waggle.benchmarks.load;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class LoadTest {

    private static final int MESSAGES = 500;
    private static final String RECEIPT =
            "{\"receipt\":{\"conversation\":\"0R5Y2K8GQ4M1T\",\"uid\":\"0R5Y2K8GQ3ZZZ\",\"deliveredSeq\":17}}";
    private static final TimeLimits SHORT = new TimeLimits(Duration.ofMillis(300), Duration.ofSeconds(30));

    private final Generator generator = new Generator();

    @AfterEach
    void close() {
        generator.close();
    }

    @Test
    void run_receiptsAmongMessages_countsOnlyMessages() throws Exception {
        try (FakeBroker broker =
                new FakeBroker((number, payload) -> List.of(RECEIPT, down(number, payload), RECEIPT))) {
            Connected connected = connect(broker, TimeLimits.DEFAULT);

            connected.load.run(connected.clients, MESSAGES);
            connected.load.run(connected.clients, MESSAGES);

            assertThat(connected.load.latency().getTotalCount()).isEqualTo(MESSAGES);
        }
    }

    @Test
    void runAt_rate_takesTheExpectedTime() throws Exception {
        try (FakeBroker broker = new FakeBroker((number, payload) -> List.of(down(number, payload)))) {
            Connected connected = connect(broker, TimeLimits.DEFAULT);

            double seconds = connected.load.runAt(connected.clients, 100, 200);

            assertThat(seconds).isGreaterThan(0.45);
        }
    }

    @Test
    void run_deliveryMissing_namesTheDevice() throws Exception {
        try (FakeBroker broker =
                new FakeBroker((number, payload) -> number == 3 ? List.of(RECEIPT) : List.of(down(number, payload)))) {
            Connected connected = connect(broker, SHORT);

            assertThatThrownBy(() -> connected.load.run(connected.clients.subList(0, 1), 10))
                    .isInstanceOf(LoadFailedException.class)
                    .hasMessageContaining("nothing arrived for")
                    .hasMessageContaining("acknowledged 10, delivered 9 of 10")
                    .hasMessageContaining("missing at device two: 1 of 10")
                    .hasMessageContaining("the last: " + RECEIPT);
        }
    }

    @Test
    void run_tooLong_failsDespiteProgress() throws Exception {
        TimeLimits brief = new TimeLimits(Duration.ofSeconds(30), Duration.ofMillis(300));
        try (FakeBroker broker = new FakeBroker((number, payload) -> List.of(down(number, payload)))) {
            Connected connected = connect(broker, brief);

            assertThatThrownBy(() -> connected.load.runAt(connected.clients, 1_000, 100))
                    .isInstanceOf(LoadFailedException.class)
                    .hasMessageContaining("not finished after");
        }
    }

    @Test
    void run_messageTwice_fails() throws Exception {
        try (FakeBroker broker =
                new FakeBroker((number, payload) -> List.of(down(number, payload), down(number, payload)))) {
            Connected connected = connect(broker, TimeLimits.DEFAULT);

            assertThatThrownBy(() -> connected.load.run(connected.clients, 10))
                    .isInstanceOf(LoadFailedException.class)
                    .hasMessageContaining("arrived twice at device");
        }
    }

    private record Connected(Load load, List<LoadClient> clients) {}

    /** Connects two clients that send to each other. */
    private Connected connect(FakeBroker broker, TimeLimits limits) throws Exception {
        Load load = new Load(1, limits);
        List<LoadClient.Login> logins =
                List.of(new LoadClient.Login("one", "token", "d"), new LoadClient.Login("two", "token", "d"));
        List<LoadClient> clients = generator.connect(broker.port(), logins, load);
        LoadClient one = clients.getFirst();
        LoadClient two = clients.getLast();
        load.route(Map.of(one, new Route("to/two", List.of(two)), two, new Route("to/one", List.of(one))));
        return new Connected(load, clients);
    }

    /** Returns the message as Waggle delivers it. */
    private static String down(int number, String payload) {
        return "{\"conversation\":\"0R5Y2K8GQ4M1T\",\"seq\":" + number
                + ",\"from\":\"0R5Y2K8GQ3ZZZ\",\"at\":\"2026-11-21T09:00:00.123Z\"," + payload.substring(1);
    }
}
