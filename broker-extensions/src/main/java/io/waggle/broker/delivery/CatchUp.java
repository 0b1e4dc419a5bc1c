package io.waggle.broker.delivery;

import com.google.protobuf.ByteString;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.Protobuf;
import io.waggle.broker.connection.RequestQueue;
import io.waggle.broker.downlink.Downlink;
import io.waggle.broker.gate.CatchUpStep;
import io.waggle.broker.gate.FetchResult;
import io.waggle.broker.gate.Gate;
import io.waggle.broker.gate.MissedEntries;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.EntryMark;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.SyncReply;
import io.waggle.protocol.fabric.v1.SyncRequest;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Gap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sends devices the entries that they have missed, as their gates request, and has the service store their cursors.
 *
 * <p>Missed entries are sent like all others, through the broker's queue and the gate, so they need no order of their own: if
 * some of them are lost, the gate requests them again. Safe on any thread; never blocks.
 */
final class CatchUp {

    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

    /** The most entries that one device may have on their way; the broker's queue holds this number several times. */
    private static final int PIECE = 100;

    private final RequestQueue requests;
    private final Downlink downlink;
    private final Cursors cursors;
    private final ConcurrentHashMap<Id, DeviceConnection> connections = new ConcurrentHashMap<>();
    private final Set<DeviceConnection> asking = ConcurrentHashMap.newKeySet();

    CatchUp(Fabric fabric, RequestQueue requests, Downlink downlink) {
        this.requests = requests;
        this.downlink = downlink;
        this.cursors = new Cursors(fabric);
    }

    /** Envelopes may have been lost: the service is asked again for all devices. */
    void noteLoss() {
        connections.values().forEach(connection -> connection.gate().noteLoss());
    }

    /**
     * The device receives what is published from now on. Does nothing if its connection has ended, or a newer one of the device
     * has begun.
     */
    void begin(DeviceConnection connection) {
        DeviceConnection before = connections.get(connection.did());
        if (connections.merge(connection.did(), connection, CatchUp::newest) != connection) {
            return;
        }
        if (before != null) {
            close(before.gate());
        }
        if (connection.isReady()) {
            sync(connection);
        } else {
            end(connection);
        }
    }

    private static DeviceConnection newest(DeviceConnection one, DeviceConnection other) {
        return one.number() > other.number() ? one : other;
    }

    /** Ends the connection's catch-up. Its last cursors are on their way to the service before the device connects again. */
    void end(DeviceConnection connection) {
        connections.remove(connection.did(), connection);
        close(connection.gate());
    }

    private void close(Gate gate) {
        gate.close();
        cursors.put(gate.takeCursors());
        var unused = cursors.send();
    }

    void tick() {
        for (DeviceConnection connection : connections.values()) {
            if (!connection.gate().isSynced()) {
                sync(connection);
            }
            connection.gate().tick();
            connection.gate().takeLostRefusals().forEach(refusal -> downlink.refusalToDevice(connection, refusal));
            advance(connection);
        }
        var unused = store();
    }

    /** Completes, and never fails, when all cursors until now are stored, or could not be. */
    CompletableFuture<Void> store() {
        connections.values().forEach(connection -> cursors.put(connection.gate().takeCursors()));
        return cursors.send();
    }

    /**
     * Asks the service in which conversations the device is behind. The cursors of its last connection are stored first, so
     * that acknowledged entries are not sent again.
     */
    private void sync(DeviceConnection connection) {
        if (!asking.add(connection)) {
            return;
        }
        long losses = connection.gate().losses();
        byte[] request = SyncRequest.newBuilder()
                .setUid(connection.uid().value())
                .setDid(connection.did().value())
                .setPacketLimit(packetLimit(connection))
                .build()
                .toByteArray();
        var unused = cursors.send()
                .thenCompose(sent -> requests.request(connection, Subjects.SYNC, request))
                .thenAccept(bytes -> open(connection, bytes, losses))
                .whenComplete((done, fault) -> {
                    asking.remove(connection);
                    if (fault != null && connection.isReady()) {
                        log.warn("The request for what {} has missed failed; it is repeated", connection, fault);
                    }
                });
    }

    private void open(DeviceConnection connection, byte[] bytes, long losses) {
        SyncReply reply = Protobuf.parse(() -> SyncReply.parseFrom(bytes));
        List<MissedEntries> missed = reply.getBehindList().stream()
                .map(behind -> new MissedEntries(
                        new Id(behind.getConversation()),
                        behind.getGroup(),
                        behind.getAfter(),
                        behind.getGapTo(),
                        behind.getHead(),
                        behind.getOwedList()))
                .toList();
        // The connection may have ended meanwhile.
        if (connection.isReady()) {
            connection.gate().open(missed, reply.getMore() ? Gate.NEVER : losses, reply.getAsOf());
            advance(connection);
        }
    }

    /** Returns 0 for no limit, as on the fabric. */
    private static int packetLimit(DeviceConnection connection) {
        return connection.packetLimit() > Integer.MAX_VALUE ? 0 : (int) connection.packetLimit();
    }

    /** Runs the gate's next step, if there is one. */
    void advance(DeviceConnection connection) {
        switch (connection.gate().nextStep()) {
            case CatchUpStep.Fetch fetch -> fetch(connection, fetch);
            case CatchUpStep.FetchOwed owed -> fetchOwed(connection, owed);
            case CatchUpStep.NotifyGap notice -> notifyGap(connection, notice);
            case null -> {}
        }
    }

    private void notifyGap(DeviceConnection connection, CatchUpStep.NotifyGap notice) {
        Gap gap = Gap.newBuilder()
                .setConversation(notice.conversation().value())
                .setFrom(notice.from())
                .setTo(notice.to())
                .setCount(notice.to() - notice.from() + 1)
                .build();
        connection.gate().gapNotified(notice);
        Down down = Down.newBuilder().setGap(gap).build();
        publish(connection, notice, Payloads.writeDown(connection.format(), down), 0);
    }

    private void fetch(DeviceConnection connection, CatchUpStep.Fetch fetch) {
        FetchRequest.Builder request =
                request(connection, fetch).setAfter(fetch.after()).setLimit(PIECE);
        ask(connection, request, reply -> send(connection, fetch, reply));
    }

    private void fetchOwed(DeviceConnection connection, CatchUpStep.FetchOwed owed) {
        FetchRequest.Builder request = request(connection, owed).addAllOnly(owed.entries());
        ask(connection, request, reply -> send(connection, owed, reply));
    }

    private static FetchRequest.Builder request(DeviceConnection connection, CatchUpStep step) {
        return FetchRequest.newBuilder()
                .setUid(connection.uid().value())
                .setDid(connection.did().value())
                .setConversation(step.conversation().value());
    }

    private void ask(DeviceConnection connection, FetchRequest.Builder request, Consumer<FetchReply> onReply) {
        var unused = requests.request(
                        connection, Subjects.FETCH, request.build().toByteArray())
                .thenAccept(bytes -> onReply.accept(Protobuf.parse(() -> FetchReply.parseFrom(bytes))))
                .whenComplete((done, fault) -> {
                    if (fault != null && connection.isReady()) {
                        log.warn("Missed entries could not be fetched for {}; trying again", connection, fault);
                        connection.gate().stepFailed();
                    }
                });
    }

    private void send(DeviceConnection connection, CatchUpStep step, FetchReply reply) {
        if (reply.getRefused()) {
            connection.gate().forget(step.conversation());
            connection.gate().stepFailed();
            return;
        }
        Set<Long> seqs = new HashSet<>();
        EntryMark mark = new EntryMark();
        for (ByteString entry : reply.getEntriesList()) {
            if (mark.read(entry.asReadOnlyByteBuffer())) {
                seqs.add(mark.last());
            }
        }
        switch (step) {
            case CatchUpStep.Fetch fetch ->
                connection
                        .gate()
                        .fetched(fetch, new FetchResult(reply.getAfter(), reply.getGapTo(), reply.getUpTo(), seqs));
            case CatchUpStep.FetchOwed owed -> connection.gate().fetchedOwed(owed, reply.getUpTo(), seqs);
            case CatchUpStep.NotifyGap notice ->
                throw new IllegalArgumentException("A gap notice needs no fetch: " + notice);
        }
        for (ByteString entry : reply.getEntriesList()) {
            Down down = Protobuf.parse(() -> Down.parseFrom(entry));
            publish(
                    connection,
                    step,
                    Payloads.writeDown(connection.format(), down),
                    down.getMessage().getExpiresAt());
        }
        // All fetched entries may have been the device's own; then nothing is published, and the next step is due.
        if (connection.gate().hasNextStep()) {
            advance(connection);
        }
    }

    private void publish(DeviceConnection connection, CatchUpStep step, byte[] payload, long expiresAt) {
        String topic = step.group() ? connection.groupTopic(step.conversation()) : connection.deviceTopic();
        CompletionStage<Boolean> taken = downlink.entryToDevice(connection, topic, payload, expiresAt);
        taken.whenComplete((isSubscribed, fault) -> {
            if (fault != null) {
                log.warn("The broker could not publish to {}", connection, fault);
            } else if (!isSubscribed) {
                connection.gate().unsubscribed(step.conversation());
            }
        });
    }
}
