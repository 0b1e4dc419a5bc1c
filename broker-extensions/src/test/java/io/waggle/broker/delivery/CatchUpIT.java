package io.waggle.broker.delivery;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.waggle.broker.Device;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Behind;
import io.waggle.protocol.fabric.v1.Cursor;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.SyncReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class CatchUpIT extends WithBroker {

    private final Id gid = newId();

    @BeforeEach
    void logOfTheGroup() {
        service.groups = Set.of(gid.value());
        service.acks.clear();
        service.onFetch = request -> entries(request, 1_000);
    }

    @Test
    void connect_behind_receivesGapNoticeThenMissedThenNewEntries() throws InterruptedException {
        behind(2, 8, 250);
        Device device = connected();
        service.announceToGroup(gid, ScriptedService.message(gid, 251, "m251"), 0);

        assertThat(device.nextText())
                .isEqualTo("{\"gap\":{\"conversation\":\"" + gid + "\",\"from\":3,\"to\":8,\"count\":6}}");
        assertInOrder(device, 9, 251);
    }

    @Test
    void connect_behindInAPair_receivesEntriesOnItsOwnTopic() throws InterruptedException {
        service.onSync = request -> reply(
                Behind.newBuilder().setConversation(gid.value()).setHead(3).build());
        Device device = connected();

        assertThat(device.next().getTopic()).hasToString("d/" + did);
        assertInOrder(device, 2, 3);
    }

    @Test
    void live_hole_isFetched() throws InterruptedException {
        Device device = connected();

        service.announceToGroup(gid, ScriptedService.message(gid, 5, "m5"), 0);
        service.announceToGroup(gid, ScriptedService.message(gid, 9, "m9"), 0);
        service.announceToGroup(gid, ScriptedService.message(gid, 9, "m9"), 0);

        assertInOrder(device, 5, 9);
        service.announceToGroup(gid, ScriptedService.message(gid, 10, "m10"), 0);
        assertInOrder(device, 10, 10);
    }

    @Test
    void live_replayed_receivesOnlyNewEntries() throws InterruptedException {
        Device device = connected();
        service.onFetch = request -> entries(request, 9).toBuilder()
                .setAfter(Math.max(7, request.getAfter()))
                .build();

        service.replayToGroup(gid, ScriptedService.message(gid, 7, "m7"));
        service.replayToGroup(gid, ScriptedService.message(gid, 8, "m8"));
        service.replayToGroup(gid, ScriptedService.message(gid, 9, "m9"));

        assertInOrder(device, 8, 9);
    }

    @Test
    void disconnect_acknowledgedEntries_areStoredBeforeTheNextSync() throws Exception {
        service.onFetch = request -> entries(request, 2);
        Device device = connected();
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "m1"), 0);
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "m2"), 0);
        assertInOrder(device, 1, 2);
        CompletableFuture<Long> storedAtSync = new CompletableFuture<>();
        service.onSync = request -> {
            storedAtSync.complete(service.acks.stream()
                    .filter(cursor -> cursor.getDid() == did.value())
                    .mapToLong(Cursor::getSeq)
                    .max()
                    .orElse(0));
            return CompletableFuture.completedFuture(SyncReply.getDefaultInstance());
        };

        device.client.disconnect().join();
        connected();

        assertThat(await(storedAtSync)).isEqualTo(2);
    }

    @Test
    void acknowledge_whileConnected_cursorIsStoredSoon() throws InterruptedException {
        service.onFetch = request -> entries(request, 1);
        Device device = connected();

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "m1"), 0);
        assertInOrder(device, 1, 1);

        assertThat(nextCursor())
                .isEqualTo(Cursor.newBuilder()
                        .setDid(did.value())
                        .setConversation(gid.value())
                        .setSeq(1)
                        .build());
    }

    @Test
    void sync_serviceDownAtFirst_isRepeated() throws InterruptedException {
        service.onSync = request -> {
            behind(0, 0, 1);
            return CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
        };
        Device device = connected();

        assertInOrder(device, 1, 1);
    }

    @Test
    void live_announcedLateButAlreadyReceived_isNotSentAgain() throws InterruptedException {
        service.onSync = request -> CompletableFuture.completedFuture(
                SyncReply.newBuilder().setAsOf(5_000).build());
        service.onFetch = request -> entries(request, 8).toBuilder()
                .setAfter(Math.max(7, request.getAfter()))
                .build();
        Device device = connected();
        Device fresh = connected(newId(), newId());

        service.announceToGroupLate(gid, ScriptedService.message(gid, 7, "m7"), 4_999);
        service.announceToGroupLate(gid, ScriptedService.message(gid, 8, "m8"), 5_001);

        assertInOrder(device, 8, 8);
        assertInOrder(fresh, 8, 8);
    }

    @Test
    void slowDevice_moreThanTheBrokersQueueHolds_receivesAllInOrder() throws InterruptedException {
        Device device = connected();
        int count = 3_000;
        service.onFetch = request -> entries(request, count);

        for (int seq = 1; seq <= count; seq++) {
            service.announceToGroup(gid, ScriptedService.message(gid, seq, "m" + seq), 0);
        }

        assertInOrder(device, 1, count);
    }

    @Test
    void slowDevice_refusedWhileTheBrokersQueueIsFull_receivesTheRefusal() throws InterruptedException {
        Device reader = connected(newId(), newId());
        BlockingQueue<Mqtt3Publish> received = new LinkedBlockingQueue<>();
        Mqtt3AsyncClient slow = plain(received, true);
        int count = 1_500;
        service.onFetch = request -> entries(request, count);
        for (int seq = 1; seq <= count; seq++) {
            service.announceToGroup(gid, ScriptedService.message(gid, seq, "m" + seq), 0);
        }
        assertInOrder(reader, 1, count);

        service.onSend = request -> ScriptedService.refuse(ErrorCode.NOT_A_MEMBER);
        slow.publishWith()
                .topic("to/g/" + gid)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("hi".getBytes(UTF_8))
                .send()
                .join();

        Mqtt3Publish publish = poll(received);
        while (!text(publish).contains("not-a-member")) {
            publish.acknowledge();
            publish = poll(received);
        }
        slow.disconnect().join();
    }

    @Test
    void connect_ackInBatches_receivesEverythingAtQos0() throws InterruptedException {
        behind(0, 0, 3);
        Device device = device(uid, did);
        device.client
                .connect(Device.request(tokens.issue(uid, did))
                        .userProperties()
                        .add("ack", "batch")
                        .applyUserProperties()
                        .build())
                .join();

        for (int seq : new int[] {5, 9, 9}) {
            service.announceToGroup(gid, ScriptedService.message(gid, seq, "m" + seq), did.value());
            Mqtt5Publish publish = device.next();
            assertThat(publish.getQos()).isEqualTo(MqttQos.AT_MOST_ONCE);
            assertThat(Device.text(publish)).contains("m" + seq);
        }
    }

    @Test
    void connect_unknownValueOfAck_isRefused() {
        Device device = device(uid, did);

        Throwable failure = catchThrowable(() -> device.client
                .connect(Device.request(tokens.issue(uid, did))
                        .userProperties()
                        .add("ack", "never")
                        .applyUserProperties()
                        .build())
                .join());

        assertThat(Device.cause(failure, Mqtt5ConnAckException.class)
                        .getMqttMessage()
                        .getReasonCode())
                .isEqualTo(Mqtt5ConnAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR);
    }

    /** Returns the next cursor stored for this test's device. Cursors of an earlier test's device may arrive late. */
    private Cursor nextCursor() throws InterruptedException {
        while (true) {
            Cursor cursor = service.acks.poll(Device.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (cursor == null) {
                throw new AssertionError("nothing was stored");
            }
            if (cursor.getDid() == did.value()) {
                return cursor;
            }
        }
    }

    private void assertInOrder(Device device, int first, int last) throws InterruptedException {
        for (int seq = first; seq <= last; seq++) {
            assertThat(device.nextText()).contains("\"text\":\"m" + seq + "\"");
        }
    }

    private void behind(long after, long gapTo, long head) {
        service.onSync = request -> reply(Behind.newBuilder()
                .setConversation(gid.value())
                .setGroup(true)
                .setAfter(after)
                .setGapTo(gapTo)
                .setHead(head)
                .build());
    }

    private static CompletableFuture<SyncReply> reply(Behind behind) {
        return CompletableFuture.completedFuture(
                SyncReply.newBuilder().addBehind(behind).build());
    }

    private FetchReply entries(FetchRequest request, long head) {
        return ScriptedService.entries(request, gid, head);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(Device.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("it did not happen", late);
        }
    }
}
