package io.waggle.broker.delivery;

import io.waggle.broker.Device;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Behind;
import io.waggle.protocol.fabric.v1.Cursor;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.SyncReply;
import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packets that the broker drops on their way to a device: none is lost. See also {@link PacketLimitIT} and {@link CatchUpIT}.
 */
class DropsIT extends WithBroker {

    /** Together these are larger than the system's buffers for a connection that is not read. */
    private static final int PACKETS = 60;

    private static final String LARGE = "x".repeat(400_000);

    private final Id pair = newId();

    @Test
    void expired_onItsWayToASlowDevice_laterMessagesStillArrive() throws Exception {
        service.onFetch = request -> FetchReply.newBuilder()
                .setAfter(request.getAfter())
                .setUpTo(PACKETS + 1)
                .build();
        try (StalledDevice device = StalledDevice.connect(port(), did, tokens.issue(uid, did))) {
            long soon = System.currentTimeMillis() + 3_000;
            for (int seq = 1; seq <= PACKETS; seq++) {
                service.announceUntil(uid, ScriptedService.message(pair, seq, LARGE), soon);
            }
            service.announce(uid, ScriptedService.message(pair, PACKETS + 1, "after"), 0);
            waitUntil(soon + 1_000);

            int received = readUntil(device, "after").size();

            assertThat(received).as("some of them had expired").isLessThan(PACKETS);
        }
    }

    @Test
    void qos0_connectionNotWritable_isFetched() throws Exception {
        service.onFetch = request -> ScriptedService.entries(request, pair, PACKETS);
        try (StalledDevice device = StalledDevice.connect(port(), did, tokens.issue(uid, did))) {
            device.subscribeAtQos0("d/" + did);
            for (int seq = 1; seq <= PACKETS; seq++) {
                service.announce(uid, large(seq), 0);
            }

            List<String> received = readUntil(device, "\"seq\":" + PACKETS + ",");

            for (int seq = 1; seq <= PACKETS; seq++) {
                assertThat(received.get(seq - 1)).contains("\"seq\":" + seq + ",");
            }
            assertThat(received).hasSize(PACKETS);
        }
    }

    @Test
    void unsubscribed_entryArrivesWithTheNextConnection() throws InterruptedException {
        Id gid = newId();
        service.groups = Set.of(gid.value());
        service.acks.clear();
        Device device = connected();
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        assertThat(device.nextText()).contains("one");

        device.client.unsubscribeWith().topicFilter("g/" + gid).send().join();
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "two"), 0);
        device.client.disconnect().join();
        service.onSync = request -> {
            assertThat(stored(gid)).isEqualTo(1);
            return CompletableFuture.completedFuture(SyncReply.newBuilder()
                    .addBehind(Behind.newBuilder()
                            .setConversation(gid.value())
                            .setGroup(true)
                            .setAfter(1)
                            .setGapTo(1)
                            .setHead(2))
                    .build());
        };

        assertThat(connected().nextText()).contains("two");
    }

    private long stored(Id gid) {
        return service.acks.stream()
                .filter(cursor -> cursor.getDid() == did.value() && cursor.getConversation() == gid.value())
                .mapToLong(Cursor::getSeq)
                .max()
                .orElse(0);
    }

    private Down large(long seq) {
        return ScriptedService.message(pair, seq, LARGE);
    }

    private static List<String> readUntil(StalledDevice device, String text) throws IOException {
        List<String> received = new ArrayList<>();
        do {
            received.add(device.next());
        } while (!received.getLast().contains(text));
        return received;
    }

    /** Waits for something that only time brings about. */
    private static void waitUntil(long time) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, Math.max(0, time - System.currentTimeMillis()), TimeUnit.MILLISECONDS)
                .join();
    }
}
