package io.waggle.broker.presence;

import io.waggle.broker.LossyFabric;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.InProcessFabric;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.fabric.v1.WatchReply;
import io.waggle.protocol.v1.Presence.Status;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

class WatchesTest {

    private final LossyFabric fabric = new LossyFabric(new InProcessFabric());
    private final ScriptedService service = new ScriptedService(fabric, "").start();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final Watches watches = new Watches(fabric, publisher);

    private final Id watcher = new Id(1);
    private final Id uid = new Id(2);
    private final Id did = new Id(10);
    private final DeviceConnection connection = new DeviceConnection(1, watcher, did, Format.JSON, true);
    private final String topic = "p/" + uid;

    @Test
    void watch_moreUsersThanAllowed_isRefusedWithoutAsking() {
        service.onWatch = request -> ScriptedService.allowWatch(new Id(request.getUid()), Status.OFFLINE, 1);
        for (int i = 0; i < Limits.WATCHED_USERS; i++) {
            assertThat(watches.watch(connection, new Id(1_000 + i))).isCompletedWithValue(true);
        }
        service.onWatch = request -> {
            throw new AssertionError("asked");
        };

        assertThat(watches.watch(connection, new Id(9_999))).isCompletedWithValue(false);
    }

    @Test
    void subscribed_allowed_receivesTheStateThenChanges() {
        allow(Status.OFFLINE, 1);
        assertThat(watch(connection)).isCompletedWithValue(true);
        watches.subscribed(connection, uid);

        service.publishPresence(uid, Status.ONLINE, 2);

        assertThat(publisher.published).containsExactly(did + " " + topic + " offline", "all " + topic + " online");
    }

    @Test
    void subscribed_changedSinceTheAnswer_receivesTheNewState() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        service.publishPresence(uid, Status.ONLINE, 2);

        watches.subscribed(connection, uid);

        assertThat(publisher.published).last().isEqualTo(did + " " + topic + " online");
    }

    @Test
    void change_whileTheStateIsBeingPublished_waits() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        publisher.taken = new CompletableFuture<>();
        watches.subscribed(connection, uid);
        service.publishPresence(uid, Status.ONLINE, 2);
        assertThat(publisher.published).hasSize(1);

        publisher.taken.complete(null);

        assertThat(publisher.published).containsExactly(did + " " + topic + " offline", "all " + topic + " online");
    }

    @Test
    void change_arrivesTwiceOrLate_isPublishedOnce() {
        allow(Status.OFFLINE, 5);
        watch(connection);
        watches.subscribed(connection, uid);

        service.publishPresence(uid, Status.ONLINE, 5);
        service.publishPresence(uid, Status.ONLINE, 4);

        assertThat(publisher.published).hasSize(1);
    }

    @Test
    void watch_refused_isForgotten() {
        assertThat(watch(connection)).isCompletedWithValue(false);

        service.publishPresence(uid, Status.ONLINE, 2);

        assertThat(publisher.published).isEmpty();
    }

    @Test
    void watch_noAnswer_isRefused() {
        service.onWatch = request -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"));

        assertThat(watch(connection)).isCompletedWithValue(false);
    }

    @Test
    void watch_endedDuringTheRequest_isRefused() {
        CompletableFuture<WatchReply> answer = new CompletableFuture<>();
        service.onWatch = request -> answer;
        CompletionStage<Boolean> allowed = watch(connection);
        service.endWatch(watcher, uid);

        answer.complete(ScriptedService.allowWatch(uid, Status.ONLINE, 1).join());

        assertThat(allowed).isCompletedWithValue(false);
    }

    @Test
    void subscribed_endedBeforeTheSubscription_isUnsubscribed() {
        allow(Status.ONLINE, 1);
        watch(connection);
        service.endWatch(watcher, uid);
        publisher.unsubscribed.clear();

        watches.subscribed(connection, uid);

        assertThat(publisher.unsubscribed).containsExactly(did + " " + topic);
        assertThat(publisher.published).isEmpty();
    }

    @Test
    void ended_oneWatcher_othersStay() {
        DeviceConnection other = new DeviceConnection(2, new Id(3), new Id(11), Format.PROTOBUF, true);
        allow(Status.OFFLINE, 1);
        for (DeviceConnection each : List.of(connection, other)) {
            watch(each);
            watches.subscribed(each, uid);
        }
        publisher.published.clear();

        service.endWatch(watcher, uid);
        service.publishPresence(uid, Status.ONLINE, 2);

        assertThat(publisher.unsubscribed).containsExactly(did + " " + topic);
        assertThat(publisher.published).hasSize(1).first().asString().startsWith("all " + topic + "/pb ");
    }

    @Test
    void ended_unsubscribingFails_isDisconnected() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        watches.subscribed(connection, uid);
        publisher.unsubscribing = CompletableFuture.failedFuture(new IllegalStateException("on purpose"));

        service.endWatch(watcher, uid);

        assertThat(publisher.disconnected).containsExactly(did.toString());
    }

    @Test
    void close_lastWatcher_stopsListening() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        watches.subscribed(connection, uid);
        publisher.published.clear();
        connection.enter(DeviceConnection.Stage.CLOSED);

        watches.close(connection);
        service.publishPresence(uid, Status.ONLINE, 2);

        assertThat(publisher.published).isEmpty();
    }

    @Test
    void askAgain_noLongerAllowed_isUnsubscribed() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        watches.subscribed(connection, uid);
        service.onWatch = request -> ScriptedService.denyWatch();

        watches.askAgain();

        assertThat(publisher.unsubscribed).containsExactly(did + " " + topic);
    }

    @Test
    void askAgain_changedMeanwhile_receivesTheNewState() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        watches.subscribed(connection, uid);
        allow(Status.ONLINE, 2);

        watches.askAgain();

        assertThat(publisher.published).last().isEqualTo("all " + topic + " online");
    }

    @Test
    void loss_endOfTheWatchWasLost_isUnsubscribed() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        watches.subscribed(connection, uid);

        fabric.lose(() -> {
            service.onWatch = request -> ScriptedService.denyWatch();
            service.endWatch(watcher, uid);
        });

        assertThat(publisher.unsubscribed).containsExactly(did + " " + topic);
    }

    @Test
    void loss_stateWasLost_isPublished() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        watches.subscribed(connection, uid);

        fabric.lose(() -> {
            allow(Status.ONLINE, 2);
            service.publishPresence(uid, Status.ONLINE, 2);
        });

        assertThat(publisher.published).last().isEqualTo("all " + topic + " online");
    }

    @Test
    void loss_serviceDoesNotAnswerYet_isAskedAgainAtTheNextTick() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        watches.subscribed(connection, uid);
        fabric.lose(() -> {
            service.onWatch = request -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
            service.endWatch(watcher, uid);
        });
        assertThat(publisher.unsubscribed).isEmpty();
        service.onWatch = request -> ScriptedService.denyWatch();

        watches.tick();

        assertThat(publisher.unsubscribed).containsExactly(did + " " + topic);
    }

    @Test
    void tick_allAnswered_asksNothing() {
        allow(Status.OFFLINE, 1);
        watch(connection);
        watches.subscribed(connection, uid);
        watches.askAgain();
        service.onWatch = request -> {
            throw new AssertionError("asked");
        };

        watches.tick();

        assertThat(publisher.unsubscribed).isEmpty();
    }

    private void allow(Status status, long version) {
        service.onWatch = request -> ScriptedService.allowWatch(uid, status, version);
    }

    private CompletionStage<Boolean> watch(DeviceConnection asking) {
        return watches.watch(asking, uid);
    }
}
