package io.waggle.broker.delivery;

import io.waggle.broker.LossyFabric;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.InProcessFabric;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.Format;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class AdmissionRecheckTest {

    private final LossyFabric fabric = new LossyFabric(new InProcessFabric());
    private final ScriptedService service = new ScriptedService(fabric, "").start();
    private final RecordingDownlink downlink = new RecordingDownlink();
    private final Delivery delivery = new Delivery(fabric, downlink);
    private final List<ConnectRequest> asked = new ArrayList<>();

    private final Id uid = new Id(1);
    private final Id did = new Id(10);
    private final Id gid = new Id(3);
    private final ConnectRequest admission = ConnectRequest.newBuilder()
            .setUid(uid.value())
            .setDid(did.value())
            .setGeneration(7)
            .build();
    private final DeviceConnection connection = new DeviceConnection(1, uid, did, Format.JSON, true);

    @BeforeEach
    void connect() {
        connection.admittedBy(admission);
        connection.addGroup(gid);
        delivery.open(connection);
        assertThat(delivery.subscribe(connection).toCompletableFuture()).isCompleted();
        answer(service.admit());
    }

    @Test
    void tick_nothingLost_doesNotAsk() {
        delivery.tick();

        assertThat(asked).isEmpty();
    }

    @Test
    void tick_lossDidNotConcernTheDevice_staysConnectedAndIsNotAskedAgain() {
        admitTo(gid);

        fabric.lose(() -> {});
        tick(6);

        assertThat(asked).containsExactly(admission, admission);
        assertThat(downlink.disconnected).isEmpty();
    }

    @Test
    void tick_cutLost_isDisconnectedWithTheServicesReason() {
        answer(ScriptedService.refuseConnect(ErrorCode.SESSION_ENDED));

        fabric.lose(() -> service.cut(uid, did.value(), ErrorCode.SESSION_ENDED));
        assertThat(downlink.disconnected).isEmpty();
        delivery.tick();
        delivery.tick();

        assertThat(downlink.disconnected).containsExactly("ENDED session-ended");
    }

    @Test
    void tick_joinLost_isDisconnectedToTryAgain() {
        Id joined = new Id(4);
        admitTo(gid, joined);

        fabric.lose(() -> service.join(uid, joined, "Wasps"));
        tick(2);
        assertThat(downlink.disconnected).isEmpty();
        tick(4);

        assertThat(downlink.disconnected).containsExactly("TRY_AGAIN unavailable");
    }

    @Test
    void tick_leaveLost_isDisconnectedToTryAgain() {
        admitTo();

        fabric.lose(() -> {});
        tick(6);

        assertThat(downlink.disconnected).containsExactly("TRY_AGAIN unavailable");
    }

    @Test
    void tick_joinOnlyDelayed_staysConnected() {
        Id joined = new Id(4);
        admitTo(gid, joined);

        fabric.lose(() -> {});
        delivery.tick();
        service.join(uid, joined, "Wasps");
        tick(8);

        assertThat(downlink.disconnected).isEmpty();
        assertThat(asked).hasSize(3);
    }

    @Test
    void tick_serviceDown_asksAgain() {
        answer(CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
        fabric.lose(() -> {});
        tick(2);
        answer(ScriptedService.refuseConnect(ErrorCode.UNAVAILABLE));
        tick(2);
        assertThat(downlink.disconnected).isEmpty();

        answer(ScriptedService.refuseConnect(ErrorCode.SESSION_ENDED));
        delivery.tick();

        assertThat(downlink.disconnected).containsExactly("ENDED session-ended");
    }

    @Test
    void tick_secretReplaced_isDisconnectedWithSessionEnded() {
        answer(ScriptedService.refuseConnect(ErrorCode.UNAUTHENTICATED));

        fabric.lose(() -> {});
        delivery.tick();

        assertThat(downlink.disconnected).containsExactly("ENDED session-ended");
    }

    @Test
    void tick_joinFromBeforeTheLossArrivesLate_lostLeaveIsStillFound() {
        Id joined = new Id(4);
        admitTo(gid);
        fabric.lose(() -> {});

        delivery.tick();
        service.join(uid, joined, "Wasps");
        tick(6);

        assertThat(downlink.disconnected).containsExactly("TRY_AGAIN unavailable");
    }

    @Test
    void tick_secondLossWhileAsking_firstAnswerDoesNotCount() {
        CompletableFuture<ConnectReply> late = new CompletableFuture<>();
        admitTo(gid);
        ConnectReply before = service.admit().join();
        answer(late);
        fabric.lose(() -> {});
        delivery.tick();

        fabric.lose(() -> service.cut(uid, did.value(), ErrorCode.SESSION_ENDED));
        late.complete(before);
        answer(ScriptedService.refuseConnect(ErrorCode.SESSION_ENDED));
        delivery.tick();

        assertThat(downlink.disconnected).containsExactly("ENDED session-ended");
    }

    @Test
    void tick_connectionEnded_isNotAsked() {
        fabric.lose(() -> {});

        delivery.close(connection);
        delivery.tick();

        assertThat(asked).isEmpty();
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            delivery.tick();
        }
    }

    private void admitTo(Id... groups) {
        service.groups = Set.of(groups).stream().map(Id::value).collect(Collectors.toSet());
        answer(service.admit());
    }

    private void answer(CompletableFuture<ConnectReply> reply) {
        service.onConnect = request -> {
            asked.add(request);
            return reply;
        };
    }
}
