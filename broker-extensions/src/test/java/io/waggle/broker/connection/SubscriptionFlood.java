package io.waggle.broker.connection;

import io.waggle.broker.Device;
import io.waggle.broker.RawMqtt;
import io.waggle.broker.RawMqtt.Body;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.TestBroker;
import io.waggle.broker.Tokens;
import io.waggle.broker.WaggleExtension;
import io.waggle.fabric.InProcessFabric;
import io.waggle.protocol.Id;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A load test: measures how long one device waits for its acknowledgements while others subscribe as fast as they can. The
 * arguments are the number of others, of filters in each packet, and of seconds.
 */
final class SubscriptionFlood {

    private SubscriptionFlood() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(
                run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
        System.exit(0);
    }

    /** The measured latencies in milliseconds, and the number of filters that were answered in a second. */
    record Figures(Latency without, Latency with, long filtersASecond) {}

    record Latency(double p50, double p99, double max) {}

    static Figures run(int others, int filters, int seconds) throws Exception {
        Tokens tokens = new Tokens("key-1");
        InProcessFabric fabric = new InProcessFabric();
        ScriptedService service = new ScriptedService(fabric, tokens.jwks()).start();
        service.onWatch = request -> ScriptedService.denyWatch();
        try (TestBroker broker =
                TestBroker.embedding(Files.createTempDirectory("flood"), new WaggleExtension(fabric))) {
            Latency without = measure(broker, tokens, seconds);
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong answered = new AtomicLong();
            for (int i = 0; i < others; i++) {
                Id did = new Id(100 + i);
                RawMqtt client = RawMqtt.connect(broker.port(), true, did, tokens.issue(new Id(50 + i), did));
                Thread.ofPlatform().daemon().start(() -> flood(client, filters, over, answered));
            }
            Latency with = measure(broker, tokens, seconds);
            over.set(true);
            return new Figures(without, with, answered.get() / seconds);
        }
    }

    private static void flood(RawMqtt client, int filters, AtomicBoolean over, AtomicLong answered) {
        Body body = new Body().u16(5).u8(0);
        for (int i = 0; i < filters; i++) {
            body.text("p/" + new Id(0x0123_4567_89AB_0000L + i)).u8(1);
        }
        try {
            while (!over.get()) {
                client.write(0x82, body);
                if (client.await(RawMqtt.SUBACK) == null) {
                    throw new IOException("the connection has ended");
                }
                answered.addAndGet(filters);
            }
        } catch (IOException ended) {
            System.out.println("A flooding connection has ended: " + ended.getMessage());
        }
    }

    private static Latency measure(TestBroker broker, Tokens tokens, int seconds) {
        Id uid = new Id(1);
        Id did = new Id(2);
        try (Device bystander = new Device(broker.port(), uid, did).connect(tokens.issue(uid, did))) {
            long[] micros = new long[seconds * 200];
            for (int i = 0; i < micros.length; i++) {
                long before = System.nanoTime();
                bystander.send("to/u/" + uid, "hi");
                micros[i] = (System.nanoTime() - before) / 1_000;
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000 - (System.nanoTime() - before));
            }
            Arrays.sort(micros);
            return new Latency(
                    micros[micros.length / 2] / 1_000.0,
                    micros[micros.length * 99 / 100] / 1_000.0,
                    micros[micros.length - 1] / 1_000.0);
        }
    }
}
