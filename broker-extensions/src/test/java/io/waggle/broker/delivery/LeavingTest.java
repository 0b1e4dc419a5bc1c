package io.waggle.broker.delivery;

import io.waggle.broker.ScriptedService;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.InProcessFabric;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Format;
import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class LeavingTest {

    private final InProcessFabric fabric = new InProcessFabric();
    private final ScriptedService service = new ScriptedService(fabric, "");
    private final RecordingDownlink downlink = new RecordingDownlink();
    private final Delivery delivery = new Delivery(fabric, downlink);

    private final Id alice = new Id(1);
    private final Id bob = new Id(2);
    private final Id gid = new Id(3);
    private final DeviceConnection phone = connection(1, alice, 10);
    private final DeviceConnection other = connection(2, bob, 20);

    @Test
    void left_member_isUnsubscribedAndNotified() {
        ready(phone, other);

        service.leave(alice, gid);

        assertThat(downlink.unsubscribed).containsExactly(phone.clientId() + " g/" + gid);
        assertThat(downlink.published).containsExactly("d/" + phone.did() + " left");
        assertThat(phone.isIn(gid)).isFalse();
        assertThat(other.isIn(gid)).isTrue();
    }

    @Test
    void left_inProgress_messagesWaitInOrder() {
        ready(phone, other);
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        downlink.next = new CompletableFuture<>();
        service.leave(alice, gid);
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "two"), 0);
        assertThat(downlink.published).containsExactly("g/" + gid + " one");

        downlink.next.complete(null);

        assertThat(downlink.published)
                .containsExactly("g/" + gid + " one", "d/" + phone.did() + " left", "g/" + gid + " two");
    }

    @Test
    void left_afterAJoinInProgress_waitsForItAndTheMessages() {
        ready(phone, other);
        Id carol = new Id(4);
        ready(connectionOutside(3, carol, 30));
        CompletableFuture<Void> joining = new CompletableFuture<>();
        downlink.next = joining;
        service.join(carol, gid, "Bees");
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        service.leave(alice, gid);
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "two"), 0);
        assertThat(downlink.unsubscribed).isEmpty();

        downlink.next = CompletableFuture.completedFuture(null);
        joining.complete(null);

        assertThat(downlink.published)
                .containsExactly(
                        "d/" + new Id(30) + " notice",
                        "g/" + gid + " one",
                        "d/" + phone.did() + " left",
                        "g/" + gid + " two");
    }

    @Test
    void left_thenJoinedAgain_isSubscribedInTheEnd() {
        ready(phone);
        CompletableFuture<Void> leaving = new CompletableFuture<>();
        downlink.next = leaving;
        service.leave(alice, gid);
        service.join(alice, gid, "Bees");
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        int subscribed = downlink.subscribed.size();

        downlink.next = CompletableFuture.completedFuture(null);
        leaving.complete(null);

        assertThat(downlink.subscribed).hasSize(subscribed + 1);
        assertThat(downlink.published)
                .containsExactly("d/" + phone.did() + " left", "d/" + phone.did() + " notice", "g/" + gid + " one");
        assertThat(phone.isIn(gid)).isTrue();
    }

    @Test
    void joined_thenLeft_isUnsubscribedInTheEnd() {
        DeviceConnection newcomer = connectionOutside(3, alice, 30);
        ready(newcomer);
        CompletableFuture<Void> joining = new CompletableFuture<>();
        downlink.next = joining;
        service.join(alice, gid, "Bees");
        service.leave(alice, gid);
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        assertThat(downlink.unsubscribed).isEmpty();

        downlink.next = CompletableFuture.completedFuture(null);
        joining.complete(null);

        assertThat(downlink.unsubscribed).hasSize(1);
        assertThat(downlink.published)
                .containsExactly("d/" + newcomer.did() + " notice", "d/" + newcomer.did() + " left");
        assertThat(newcomer.isIn(gid)).isFalse();
    }

    @Test
    void left_whileOpening_isNotSubscribedByAnOlderAnswer() {
        DeviceConnection opening = connectionOutside(3, alice, 30);
        delivery.open(opening);

        service.leave(alice, gid);
        opening.addGroups(Set.of(gid));
        assertThat(delivery.subscribe(opening).toCompletableFuture()).isCompleted();

        assertThat(downlink.subscribed).containsExactly(Set.of("d/" + opening.did()));
        assertThat(downlink.published).isEmpty();
    }

    @Test
    void left_duringTheFirstSubscribing_comesAfterIt() {
        delivery.open(phone);
        CompletableFuture<Void> subscribing = new CompletableFuture<>();
        downlink.next = subscribing;
        delivery.subscribe(phone);
        service.leave(alice, gid);
        assertThat(downlink.unsubscribed).isEmpty();

        downlink.next = CompletableFuture.completedFuture(null);
        subscribing.complete(null);

        assertThat(downlink.unsubscribed).hasSize(1);
    }

    @Test
    void left_unsubscribingFails_deviceIsDisconnectedBeforeMessagesContinue() {
        ready(phone, other);
        downlink.next = new CompletableFuture<>();
        service.leave(alice, gid);
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        downlink.disconnecting = new CompletableFuture<>();

        downlink.next.completeExceptionally(new IllegalStateException("on purpose"));
        assertThat(downlink.disconnected).containsExactly("TRY_AGAIN unavailable");
        assertThat(downlink.published).isEmpty();
        downlink.disconnecting.complete(null);

        assertThat(downlink.published).containsExactly("g/" + gid + " one");
    }

    @Test
    void left_brokerThrows_queueContinues() {
        ready(phone, other);
        downlink.fault = new IllegalStateException("on purpose");
        service.leave(alice, gid);
        downlink.fault = null;

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);

        assertThat(downlink.disconnected).containsExactly("TRY_AGAIN unavailable");
        assertThat(downlink.published).containsExactly("g/" + gid + " one");
    }

    @Test
    void joined_notifyingThrows_queueContinues() {
        ready(other);
        DeviceConnection newcomer = connectionOutside(3, alice, 30);
        ready(newcomer);
        downlink.publishFault = new IllegalStateException("on purpose");
        service.join(alice, gid, "Bees");
        downlink.publishFault = null;

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);

        assertThat(downlink.published).containsExactly("g/" + gid + " one");
    }

    @Test
    void left_lastDevice_stopsListeningToTheGroup() {
        ready(phone);

        service.leave(alice, gid);
        downlink.published.clear();
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);

        assertThat(downlink.published).isEmpty();
    }

    @Test
    void left_connectionThatWasTakenOver_keepsTheNewOneSubscribed() {
        ready(phone);
        DeviceConnection after = connection(2, alice, 10);
        ready(after);
        delivery.close(phone);

        delivery.leave(phone, gid, io.waggle.protocol.v1.Down.getDefaultInstance());
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);

        assertThat(downlink.unsubscribed).isEmpty();
        assertThat(downlink.published).containsExactly("g/" + gid + " one");
    }

    @Test
    void dissolved_allDevices_areUnsubscribedAndNotifiedOnce() {
        ready(phone, other);

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "one"), 0);
        service.dissolve(gid, bob);
        service.dissolve(gid, bob);
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "two"), 0);

        assertThat(downlink.published.getFirst()).isEqualTo("g/" + gid + " one");
        assertThat(downlink.published.subList(1, 3))
                .containsExactlyInAnyOrder("d/" + phone.did() + " left", "d/" + other.did() + " left");
        assertThat(downlink.published).hasSize(3);
        assertThat(downlink.unsubscribed).hasSize(2);
    }

    @Test
    void removeLeftSubscriptions_subscribedAfterLeaving_isUnsubscribed() {
        ready(phone);
        assertThat(phone.allowSubscribe(gid)).isTrue();
        service.leave(alice, gid);
        downlink.unsubscribed.clear();

        assertThat(delivery.removeLeftSubscriptions(phone).toCompletableFuture())
                .isCompleted();

        assertThat(downlink.unsubscribed).containsExactly(phone.clientId() + " g/" + gid);
    }

    @Test
    void joined_manyAtOnce_areAllSubscribed() {
        DeviceConnection newcomer = connectionOutside(3, alice, 30);
        ready(other, newcomer);
        CompletableFuture<Void> joining = new CompletableFuture<>();
        downlink.next = joining;
        service.join(alice, gid, "Bees");
        for (int i = 0; i < 20_000; i++) {
            service.leave(alice, gid);
            service.join(alice, gid, "Bees");
        }

        downlink.next = CompletableFuture.completedFuture(null);
        joining.complete(null);

        assertThat(downlink.unsubscribed).hasSize(20_000);
        assertThat(newcomer.isIn(gid)).isTrue();
    }

    private DeviceConnection connection(long number, Id uid, long did) {
        DeviceConnection connection = connectionOutside(number, uid, did);
        connection.addGroup(gid);
        return connection;
    }

    private static DeviceConnection connectionOutside(long number, Id uid, long did) {
        return new DeviceConnection(number, uid, new Id(did), Format.JSON, true);
    }

    private void ready(DeviceConnection... connections) {
        for (DeviceConnection connection : connections) {
            delivery.open(connection);
            assertThat(delivery.subscribe(connection).toCompletableFuture()).isCompleted();
        }
    }
}
