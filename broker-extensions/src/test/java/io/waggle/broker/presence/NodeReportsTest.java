package io.waggle.broker.presence;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.InProcessFabric;
import io.waggle.fabric.Subjects;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.fabric.v1.PresenceReply;
import io.waggle.protocol.fabric.v1.PresenceReport;
import io.waggle.protocol.fabric.v1.Presented;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class NodeReportsTest {

    private final SettableClock clock = new SettableClock();
    private final InProcessFabric fabric = new InProcessFabric();
    private final AtomicLong nodes = new AtomicLong();
    private final AtomicInteger reconnects = new AtomicInteger();
    private final NodeReports reports =
            new NodeReports(fabric, clock, nodes::incrementAndGet, reconnects::incrementAndGet);
    private final List<PresenceReport> received = new ArrayList<>();
    private CompletableFuture<PresenceReply> answer =
            CompletableFuture.completedFuture(PresenceReply.getDefaultInstance());

    NodeReportsTest() {
        fabric.serve(Subjects.PRESENCE, this::hear);
    }

    @Test
    void tick_noChange_onlyRenews() {
        reports.tick();
        reports.tick();
        clock.advance(NodeReports.RENEWAL);
        reports.tick();

        assertThat(received).extracting(PresenceReport::getFirst).containsExactly(true, false);
        assertThat(received).extracting(PresenceReport::getNumber).containsExactly(1L, 2L);
        assertThat(received)
                .allSatisfy(report -> assertThat(report.getDevicesList()).isEmpty());
    }

    @Test
    void tick_deviceConnectsAndDisconnects_isReportedWithItsTimes() {
        DeviceConnection connection = connection(1, 10);
        reports.opened(connection);
        reports.tick();
        clock.advance(Duration.ofSeconds(1));
        close(connection);
        reports.tick();

        assertThat(devices()).extracting(Presented::getConnected).containsExactly(true, false);
        assertThat(devices().getLast().getAt() - devices().getFirst().getAt()).isEqualTo(1_000);
        assertThat(devices().getLast().getCame()).isFalse();
    }

    @Test
    void tick_connectedAndDisconnectedBetweenTicks_isReportedOnceAsHavingCome() {
        DeviceConnection connection = connection(1, 10);
        reports.opened(connection);
        close(connection);
        reports.tick();

        assertThat(devices()).hasSize(1);
        assertThat(devices().getFirst().getConnected()).isFalse();
        assertThat(devices().getFirst().getCame()).isTrue();
    }

    @Test
    void closed_connectionThatWasTakenOver_deviceStaysConnected() {
        DeviceConnection old = connection(1, 10);
        DeviceConnection young = connection(2, 10);
        reports.opened(old);
        reports.opened(young);
        close(old);
        reports.tick();

        assertThat(devices()).extracting(Presented::getConnected).containsExactly(true);
    }

    @Test
    void opened_afterANewerOneOrItsOwnEnd_isIgnored() {
        DeviceConnection old = connection(1, 10);
        DeviceConnection young = connection(2, 10);
        reports.opened(young);
        reports.opened(old);
        close(young);
        DeviceConnection ended = connection(3, 11);
        close(ended);
        reports.opened(ended);
        reports.tick();

        assertThat(devices()).extracting(Presented::getDid).containsExactly(10L);
        assertThat(devices().getFirst().getConnected()).isFalse();
    }

    @Test
    void tick_reportInProgress_waitsForItsAnswer() {
        answer = new CompletableFuture<>();
        reports.tick();
        reports.opened(connection(1, 10));
        reports.tick();
        assertThat(received).hasSize(1);

        answer.complete(PresenceReply.getDefaultInstance());
        reports.tick();

        assertThat(received).hasSize(2);
    }

    @Test
    void tick_noAnswer_reportsTheSameAgainUnlessChanged() {
        DeviceConnection first = connection(1, 10);
        reports.opened(first);
        reports.opened(connection(2, 11));
        answer = CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
        reports.tick();
        close(first);
        answer = CompletableFuture.completedFuture(PresenceReply.getDefaultInstance());
        reports.tick();
        assertThat(received).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        reports.tick();

        assertThat(received.getLast().getFirst()).isTrue();
        assertThat(received.getLast().getNumber())
                .isGreaterThan(received.getFirst().getNumber());
        assertThat(received.getLast().getDevicesList())
                .extracting(Presented::getDid, Presented::getConnected, Presented::getCame)
                .containsExactlyInAnyOrder(tuple(10L, false, true), tuple(11L, true, true));
        assertThat(reconnects).hasValue(1);
    }

    @Test
    void tick_nodeNoLongerKnown_reportsEverythingUnderANewId() {
        DeviceConnection gone = connection(2, 11);
        reports.opened(connection(1, 10));
        reports.opened(gone);
        reports.tick();
        close(gone);
        answer = CompletableFuture.completedFuture(
                PresenceReply.newBuilder().setUnknownNode(true).build());
        reports.tick();
        answer = CompletableFuture.completedFuture(PresenceReply.getDefaultInstance());
        reports.tick();

        PresenceReport again = received.getLast();
        assertThat(again.getNode()).isNotEqualTo(received.getFirst().getNode());
        assertThat(again.getFirst()).isTrue();
        assertThat(again.getDevicesList())
                .extracting(Presented::getDid, Presented::getConnected, Presented::getCame)
                .containsExactlyInAnyOrder(tuple(10L, true, true), tuple(11L, false, true));
        assertThat(reconnects).hasValue(1);
    }

    @Test
    void tick_manyDevices_areReportedInBatches() {
        for (int i = 0; i < NodeReports.DEVICES_AT_ONCE + 1; i++) {
            reports.opened(connection(i, 100 + i));
        }
        reports.tick();
        reports.tick();

        assertThat(received)
                .extracting(PresenceReport::getDevicesCount)
                .containsExactly(NodeReports.DEVICES_AT_ONCE, 1);
    }

    @Test
    void leave_reportsItAndNothingAfterwards() {
        reports.tick();
        reports.leave();
        clock.advance(NodeReports.RENEWAL);
        reports.tick();

        assertThat(received).extracting(PresenceReport::getLast).containsExactly(false, true);
    }

    private CompletionStage<byte[]> hear(byte[] body) {
        try {
            received.add(PresenceReport.parseFrom(body));
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
        return answer.thenApply(PresenceReply::toByteArray);
    }

    private List<Presented> devices() {
        return received.stream()
                .flatMap(report -> report.getDevicesList().stream())
                .toList();
    }

    private void close(DeviceConnection connection) {
        connection.enter(DeviceConnection.Stage.CLOSED);
        reports.closed(connection);
    }

    private static DeviceConnection connection(long number, long did) {
        return new DeviceConnection(number, new Id(1), new Id(did), Format.JSON, true);
    }
}
