package io.waggle.broker.intake;

import io.waggle.broker.Device;
import io.waggle.broker.RawMqtt;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that send more than their Receive Maximum, or more than the broker has memory for, as some libraries do. */
class BurstIT extends WithBroker {

    private static final int LARGE = 8_000;

    private final String toUser = "to/u/" + newId();

    @ParameterizedTest
    @CsvSource({"400, true", "5000, true", "5000, false"})
    void publish_manyAtOnce_eachIsStoredOnceAndInOrder(int count, boolean mqtt5) throws Exception {
        try (RawMqtt client = connect(mqtt5)) {
            push(client, 1, count);

            for (int i = 1; i <= count; i++) {
                assertThat(Objects.requireNonNull(client.await(RawMqtt.PUBACK)).packetId())
                        .isEqualTo(i);
            }
        }
        assertThat(stored(count)).isEqualTo(texts(1, count));
        assertThat(service.sends).noneMatch(this::isOwn);
    }

    /** mqtt.js resends like this: everything that is not acknowledged, with the same packet ids and without DUP. */
    @Test
    void publish_cutInTheMiddleAndResent_eachIsStoredOnceAndInOrder() throws Exception {
        int count = 100;
        BlockingQueue<CompletableFuture<SendReply>> held = new LinkedBlockingQueue<>();
        List<SendRequest> asked = new ArrayList<>();
        service.onSend = request -> {
            synchronized (asked) {
                asked.add(request);
            }
            CompletableFuture<SendReply> reply = new CompletableFuture<>();
            held.add(reply);
            return reply;
        };
        RawMqtt first = connect(true);
        push(first, 1, count);
        // An acknowledgement waits for the PUBLISHes that the broker is working on.
        for (int i = 1; i <= 10 + 2 * Intake.WINDOW; i++) {
            take(held).complete(service.accept().join());
        }
        for (int i = 1; i <= 10; i++) {
            assertThat(Objects.requireNonNull(first.await(RawMqtt.PUBACK)).packetId())
                    .isEqualTo(i);
        }
        CompletableFuture<SendReply> inFlight = take(held);
        long acknowledgedLast = first.hangUp().stream()
                .filter(packet -> packet.type() == RawMqtt.PUBACK)
                .count();
        int next = 11 + (int) acknowledgedLast;
        service.onSend = request -> {
            synchronized (asked) {
                asked.add(request);
            }
            return service.accept();
        };
        inFlight.complete(service.accept().join());

        try (RawMqtt second = connect(true)) {
            push(second, next, count);
            for (int i = next; i <= count; i++) {
                assertThat(Objects.requireNonNull(second.await(RawMqtt.PUBACK)).packetId())
                        .isEqualTo(i);
            }
        }

        synchronized (asked) {
            List<String> distinct = new ArrayList<>();
            List<com.google.protobuf.ByteString> ids = new ArrayList<>();
            for (SendRequest request : asked) {
                if (!ids.contains(request.getSend().getId())) {
                    ids.add(request.getSend().getId());
                    distinct.add(request.getSend().getContent().getText());
                }
            }
            assertThat(distinct).isEqualTo(texts(1, count));
        }
    }

    /** The broker stops reading from a client that sends too much, so that TCP slows it down. */
    @ParameterizedTest
    @CsvSource({"true, 50", "false, 50", "false, 48"})
    void publish_whileNothingIsStored_brokerStopsReading(boolean mqtt5, int header) throws Exception {
        service.onSend = request -> new CompletableFuture<>();
        try (RawMqtt client = connect(mqtt5)) {
            assertThat(bytesUntilItBlocks(client, mqtt5, header)).isLessThan(40_000_000);
        }
    }

    /** Returns the bytes that the broker takes, including the operating system's buffers on both sides. */
    private static long bytesUntilItBlocks(RawMqtt client, boolean mqtt5, int header) throws Exception {
        java.util.concurrent.atomic.AtomicLong written = new java.util.concurrent.atomic.AtomicLong();
        String payload = "x".repeat(LARGE);
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 1; i <= 20_000; i++) {
                    RawMqtt.Body body = new RawMqtt.Body().text("to/u/0123456789ABC");
                    if (header != 0x30) {
                        body.u16(i);
                    }
                    if (mqtt5) {
                        body.u8(0);
                    }
                    client.write(header, body.bytes(payload.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
                    written.addAndGet(LARGE);
                }
            } catch (IOException closed) {
                // The test has ended.
            }
        });
        long before = -1;
        while (before != written.get() && writer.isAlive()) {
            before = written.get();
            writer.join(2_000);
        }
        return written.get();
    }

    private RawMqtt connect(boolean mqtt5) throws IOException {
        return RawMqtt.connect(port(), mqtt5, did, tokens.issue(uid, did));
    }

    private void push(RawMqtt client, int from, int to) throws IOException {
        for (int i = from; i <= to; i++) {
            client.publish(toUser, "m" + i, i, false);
        }
    }

    private static CompletableFuture<SendReply> take(BlockingQueue<CompletableFuture<SendReply>> held)
            throws InterruptedException {
        return Objects.requireNonNull(held.poll(Device.PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private List<String> stored(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            SendRequest request = service.nextSend();
            if (isOwn(request)) {
                texts.add(request.getSend().getContent().getText());
            }
        }
        return texts;
    }

    /** The broker may still pass on what the client of an earlier test has sent, when a request of that client gets no answer. */
    private boolean isOwn(SendRequest request) {
        return request.getDevice() == did.value();
    }

    private static List<String> texts(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "m" + i).toList();
    }
}
