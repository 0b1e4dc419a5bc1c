package io.waggle.broker.delivery;

import io.waggle.broker.ScriptedService;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.InProcessFabric;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Format;
import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryTest {

    private final InProcessFabric fabric = new InProcessFabric();
    private final ScriptedService service = new ScriptedService(fabric, "");
    private final RecordingDownlink downlink = new RecordingDownlink();
    private final Delivery delivery = new Delivery(fabric, downlink);

    private final Id uid = new Id(1);
    private final Id gid = new Id(3);

    @Test
    void group_joinInProgress_messagesWaitInOrder() {
        ready(connection(1, 10, Format.JSON));
        downlink.next = new CompletableFuture<>();
        service.join(uid, gid, "Bees");
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "two"), 0);
        assertThat(downlink.published).isEmpty();

        downlink.next.complete(null);

        assertThat(downlink.published)
                .containsExactly("d/" + new Id(10) + " notice", "g/" + gid + " one", "g/" + gid + " two");
    }

    @Test
    void group_joinFails_deviceIsDisconnectedAndMessagesContinue() {
        ready(connection(1, 10, Format.JSON));
        downlink.next = new CompletableFuture<>();
        service.join(uid, gid, "Bees");
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);

        downlink.next.completeExceptionally(new IllegalStateException("on purpose"));

        assertThat(downlink.disconnected).containsExactly("TRY_AGAIN unavailable");
        assertThat(downlink.published).containsExactly("g/" + gid + " one");
    }

    @Test
    void group_onlyFormatsInUse_arePublished() {
        DeviceConnection connection = connection(1, 10, Format.PROTOBUF);
        connection.addGroup(gid);
        ready(connection);

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);

        assertThat(downlink.published).hasSize(1);
        assertThat(downlink.published.getFirst()).startsWith("g/" + gid + "/pb ");
    }

    @Test
    void group_lastDeviceGone_stopsListening() {
        DeviceConnection connection = connection(1, 10, Format.JSON);
        connection.addGroup(gid);
        ready(connection);

        delivery.close(connection);
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        service.announce(uid, ScriptedService.message(gid, 1, "one"), 0);

        assertThat(downlink.published).isEmpty();
    }

    @Test
    void close_connectionThatWasTakenOver_keepsTheNewOne() {
        DeviceConnection before = connection(1, 10, Format.JSON);
        before.addGroup(gid);
        ready(before);
        DeviceConnection after = connection(2, 10, Format.JSON);
        after.addGroup(gid);
        ready(after);

        delivery.close(before);
        service.announce(uid, ScriptedService.message(gid, 1, "one"), 0);
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "two"), 0);

        assertThat(downlink.published).containsExactly("d/" + new Id(10) + " one", "g/" + gid + " two");
    }

    @Test
    void user_notReady_receivesNothing() {
        delivery.open(connection(1, 10, Format.JSON));

        service.announce(uid, ScriptedService.message(gid, 1, "one"), 0);

        assertThat(downlink.published).isEmpty();
    }

    @Test
    void cut_beforeTheBrokerEndsTheConnection_nothingMoreIsPublished() {
        DeviceConnection connection = connection(1, 10, Format.JSON);
        ready(connection);

        service.cut(uid, 10, ErrorCode.SESSION_ENDED);
        service.announce(uid, ScriptedService.message(uid, 1, "one"), 0);

        assertThat(downlink.disconnected).containsExactly("ENDED session-ended");
        assertThat(downlink.published).isEmpty();
    }

    @Test
    void joined_whileOpening_isSubscribedWithTheOtherGroups() {
        DeviceConnection connection = connection(1, 10, Format.JSON);
        delivery.open(connection);

        service.join(uid, gid, "Bees");
        assertThat(delivery.subscribe(connection).toCompletableFuture()).isCompleted();

        assertThat(downlink.subscribed).containsExactly(Set.of("d/" + new Id(10), "g/" + gid));
    }

    private DeviceConnection connection(long number, long did, Format format) {
        return new DeviceConnection(number, uid, new Id(did), format, true);
    }

    private void ready(DeviceConnection connection) {
        delivery.open(connection);
        assertThat(delivery.subscribe(connection).toCompletableFuture()).isCompleted();
    }
}
