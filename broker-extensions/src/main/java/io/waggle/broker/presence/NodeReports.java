package io.waggle.broker.presence;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.PresenceReply;
import io.waggle.protocol.fabric.v1.PresenceReport;
import io.waggle.protocol.fabric.v1.Presented;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Reports to the service which devices this node has: the changes, in batches, and that the node is alive.
 *
 * <p>Only the newest connection of each device counts, so a takeover is no change, in whatever order its two ends are noticed.
 * One report runs at a time; a change that could not be reported goes with the next report. If the service does not know the
 * node, because it was silent for too long, everything is reported again under a new node id.
 *
 * <p>Safe on any thread; never blocks.
 */
public final class NodeReports {

    static final Duration RENEWAL = Duration.ofSeconds(5);
    static final int DEVICES_AT_ONCE = 1_000;

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(NodeReports.class);

    private final Fabric fabric;
    private final Clock clock;
    private final LongSupplier nodeIds;
    private final Runnable onReconnect;

    // Guarded by this.
    private final Map<Id, Connected> connected = new HashMap<>();
    private final Map<Id, Presented> unreported = new LinkedHashMap<>();
    private long node;
    private long number;
    private boolean known;
    private boolean asking;
    private boolean failing;
    private boolean leaving;
    private Instant nextReport = Instant.MIN;

    private record Connected(DeviceConnection connection, long since) {}

    /** @param onReconnect called when the service answers again after a failure */
    public NodeReports(Fabric fabric, Clock clock, LongSupplier nodeIds, Runnable onReconnect) {
        this.fabric = fabric;
        this.clock = clock;
        this.nodeIds = nodeIds;
        this.onReconnect = onReconnect;
        this.node = nodeIds.getAsLong();
    }

    /** Records a connection that has begun. A connection that has ended already is ignored. */
    public synchronized void opened(DeviceConnection connection) {
        Connected present = connected.get(connection.did());
        boolean newest = present == null || present.connection.number() < connection.number();
        if (newest && connection.stage() != DeviceConnection.Stage.CLOSED) {
            Connected now = new Connected(connection, clock.millis());
            connected.put(connection.did(), now);
            unreported.put(connection.did(), presented(now));
        }
    }

    /** Records a connection that has ended. Called when its stage is {@code CLOSED}. */
    public synchronized void closed(DeviceConnection connection) {
        Connected present = connected.get(connection.did());
        if (present != null && present.connection == connection) {
            connected.remove(connection.did());
            Presented before = unreported.get(connection.did());
            unreported.put(
                    connection.did(),
                    presented(present).toBuilder()
                            .setConnected(false)
                            .setAt(clock.millis())
                            .setCame(before != null && before.getCame())
                            .build());
        }
    }

    /** Sends a report if there is a change, or if it is time to. Must be called often. */
    public void tick() {
        PresenceReport report = next();
        if (report != null) {
            send(report);
        }
    }

    /**
     * Reports that the node has no devices any more; completes, and never fails, when the service knows or could not be
     * reached.
     */
    public CompletionStage<Void> leave() {
        PresenceReport report;
        synchronized (this) {
            leaving = true;
            report = report(List.of()).toBuilder().setLast(true).build();
        }
        return fabric.request(Subjects.PRESENCE, report.toByteArray(), DEADLINE).handle((reply, fault) -> {
            if (fault != null) {
                log.warn(
                        "Could not report that this node stops; the service notices it by the missing reports: {}",
                        fault.getMessage());
            }
            return null;
        });
    }

    private synchronized @Nullable PresenceReport next() {
        Instant now = clock.instant();
        boolean something = known && !failing && !unreported.isEmpty();
        if (leaving || asking || (!something && now.isBefore(nextReport))) {
            return null;
        }
        asking = true;
        nextReport = now.plus(RENEWAL);
        return report(take());
    }

    private PresenceReport report(List<Presented> devices) {
        return PresenceReport.newBuilder()
                .setNode(node)
                .setNumber(++number)
                .setFirst(!known)
                .addAllDevices(devices)
                .build();
    }

    private List<Presented> take() {
        List<Presented> taken = new ArrayList<>();
        Iterator<Presented> all = unreported.values().iterator();
        while (all.hasNext() && taken.size() < DEVICES_AT_ONCE) {
            taken.add(all.next());
            all.remove();
        }
        return taken;
    }

    private void send(PresenceReport report) {
        CompletableFuture<byte[]> answer;
        try {
            answer = fabric.request(Subjects.PRESENCE, report.toByteArray(), DEADLINE);
        } catch (RuntimeException fault) {
            answer = CompletableFuture.failedFuture(fault);
        }
        CompletionStage<PresenceReply> read = answer.thenApply(NodeReports::parse);
        read.whenComplete((reply, fault) -> {
            if (reply == null) {
                failed(report, fault);
            } else {
                answered(report, reply);
            }
        });
    }

    private synchronized void failed(PresenceReport report, @Nullable Throwable fault) {
        if (!failing) {
            log.warn("The report of this node's devices failed; it is repeated: {}", String.valueOf(fault));
        }
        asking = false;
        failing = true;
        nextReport = clock.instant().plus(REST);
        report.getDevicesList().forEach(this::reportAgain);
    }

    private void answered(PresenceReport report, PresenceReply reply) {
        boolean reconnected;
        synchronized (this) {
            asking = false;
            reconnected = failing || reply.getUnknownNode();
            failing = false;
            known = !reply.getUnknownNode();
            if (!known) {
                startAgain(report);
            }
        }
        if (reconnected) {
            onReconnect.run();
        }
    }

    /**
     * Prepares to report everything under a new node id. The service counts devices that have gone meanwhile as having come
     * with the node that it has forgotten.
     */
    private void startAgain(PresenceReport report) {
        report.getDevicesList().forEach(this::reportAgain);
        unreported.replaceAll((did, device) -> device.toBuilder().setCame(true).build());
        connected.forEach((did, present) -> unreported.put(did, presented(present)));
        node = nodeIds.getAsLong();
        nextReport = Instant.MIN;
    }

    /** Puts a change back, merged into a newer one of the device. */
    private void reportAgain(Presented reported) {
        unreported.merge(
                new Id(reported.getDid()),
                reported,
                (newer, older) -> newer.toBuilder()
                        .setCame(newer.getCame() || older.getCame())
                        .build());
    }

    private static Presented presented(Connected present) {
        return Presented.newBuilder()
                .setUid(present.connection.uid().value())
                .setDid(present.connection.did().value())
                .setConnected(true)
                .setAt(present.since)
                .setCame(true)
                .build();
    }

    private static PresenceReply parse(byte[] bytes) {
        try {
            return PresenceReply.parseFrom(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("The answer to a presence report is malformed", malformed);
        }
    }
}
