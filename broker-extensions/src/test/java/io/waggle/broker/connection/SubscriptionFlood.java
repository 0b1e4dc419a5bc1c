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
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A load, and no test: how long one device waits for its acknowledgements while others subscribe as fast as they can. Its
 * arguments are how many others, the filters in each packet, and for how many seconds.
 */
final class SubscriptionFlood {

    private SubscriptionFlood() {}

    public static void main(String[] arguments) throws Exception {
        int others = Integer.parseInt(arguments[0]);
        int filters = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        Tokens tokens = new Tokens("key-1");
        InProcessFabric fabric = new InProcessFabric();
        ScriptedService service = new ScriptedService(fabric, tokens.jwks()).start();
        service.onWatch = request -> ScriptedService.mayNotWatch();
        try (TestBroker broker =
                TestBroker.embedding(Files.createTempDirectory("flood"), new WaggleExtension(fabric))) {
            measure("without", broker, tokens, seconds);
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong answered = new AtomicLong();
            for (int i = 0; i < others; i++) {
                Id did = new Id(100 + i);
                RawMqtt client = RawMqtt.connect(broker.port(), true, did, tokens.issue(new Id(50 + i), did));
                Thread.ofPlatform().daemon().start(() -> flood(client, filters, over, answered));
            }
            measure("with", broker, tokens, seconds);
            over.set(true);
            System.out.println("filters answered a second: " + answered.get() / seconds);
        }
        System.exit(0);
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

    private static void measure(String name, TestBroker broker, Tokens tokens, int seconds) {
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
            System.out.printf(
                    Locale.ROOT,
                    "%s the flood: ack p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                    name,
                    micros[micros.length / 2] / 1_000.0,
                    micros[micros.length * 99 / 100] / 1_000.0,
                    micros[micros.length - 1] / 1_000.0);
        }
    }
}
