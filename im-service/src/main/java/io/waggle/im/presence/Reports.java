package io.waggle.im.presence;

import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.PresenceReport;
import io.waggle.protocol.fabric.v1.Presented;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Stores the brokers' reports of connected and disconnected devices, each report in one transaction. When a broker has ended,
 * removes the broker's devices in parts, so that no transaction is long.
 */
@Component
class Reports {

    private static final int AT_ONCE = 1_000;

    private final NodeMapper nodes;
    private final ConnectionMapper connections;
    private final PresenceMapper presences;
    private final TransactionTemplate transaction;
    private final Duration grace;
    private final Clock clock;

    Reports(
            NodeMapper nodes,
            ConnectionMapper connections,
            PresenceMapper presences,
            TransactionTemplate transaction,
            PresenceProperties properties,
            Clock clock) {
        this.nodes = nodes;
        this.connections = connections;
        this.presences = presences;
        this.transaction = transaction;
        this.grace = properties.grace();
        this.clock = clock;
    }

    /** Stores a report. Returns false if the node is unknown or counts as dead: then it must report everything again. */
    boolean store(PresenceReport report) {
        boolean known = Boolean.TRUE.equals(transaction.execute(status -> storeChanges(report)));
        if (report.getLast()) {
            clearEnded();
        }
        return known;
    }

    /** Removes the devices of all nodes that have ended. They count as connected until the node's last report. */
    void clearEnded() {
        for (NodeRow node : nodes.findEnded()) {
            while (clearSome(node)) {}
            nodes.delete(node.node());
        }
    }

    private boolean storeChanges(PresenceReport report) {
        long now = clock.millis();
        long node = report.getNode();
        if (report.getFirst()) {
            nodes.insert(node, now);
        }
        if (nodes.renew(node, report.getNumber(), now) == 0) {
            return nodes.exists(node);
        }
        if (!report.getDevicesList().isEmpty()) {
            storeDevices(node, report.getDevicesList(), now);
        }
        if (report.getLast()) {
            nodes.end(node);
        }
        return true;
    }

    private void storeDevices(long node, List<Presented> devices, long now) {
        List<Presented> come = devices.stream().filter(Presented::getConnected).toList();
        List<Presented> gone = newlyGone(
                node, devices.stream().filter(device -> !device.getConnected()).toList());
        if (!come.isEmpty()) {
            connections.insert(node, come);
            connections.noteSeen(come);
        }
        if (!gone.isEmpty()) {
            connections.delete(node, dids(gone));
            connections.noteSeen(gone);
        }
        Map<Id, Long> goneAt = gone.stream()
                .collect(Collectors.toMap(
                        // A broker's clock may be ahead of this one.
                        Reports::uid, device -> Math.min(device.getAt(), now), Math::max));
        update(devices.stream().map(Reports::uid).collect(Collectors.toCollection(TreeSet::new)), goneAt, now);
    }

    /** The disconnected devices, without those whose disconnection is stored already. */
    private List<Presented> newlyGone(long node, List<Presented> gone) {
        if (gone.isEmpty()) {
            return gone;
        }
        Set<Id> connected = connections.findAmong(node, dids(gone));
        return gone.stream()
                .filter(device -> device.getCame() || connected.contains(new Id(device.getDid())))
                .toList();
    }

    private boolean clearSome(NodeRow node) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            List<ConnectionRow> some = connections.findSome(node.node(), AT_ONCE);
            if (!some.isEmpty()) {
                List<Presented> gone = some.stream()
                        .map(row -> Presented.newBuilder()
                                .setUid(row.uid().value())
                                .setDid(row.did().value())
                                .setAt(node.renewedAt())
                                .build())
                        .toList();
                storeDevices(node.node(), gone, clock.millis());
            }
            return !some.isEmpty();
        }));
    }

    /**
     * Updates the presences of users, whose uids are in ascending order. After the rows are locked, any other transaction that
     * changes the users' devices has committed or waits for this one.
     */
    private void update(Set<Id> uids, Map<Id, Long> goneAt, long now) {
        presences.hold(uids);
        Set<Id> online = connections.findOnline(uids);
        Map<Id, PresenceRow> changed = new HashMap<>();
        for (PresenceRow row : presences.findAll(uids)) {
            PresenceRow next = row.withDevices(online.contains(row.uid()), goneAt.get(row.uid()), now, grace);
            if (!Objects.equals(next, row)) {
                changed.put(row.uid(), next);
            }
        }
        if (!changed.isEmpty()) {
            presences.update(changed.values());
        }
    }

    private static Collection<Id> dids(List<Presented> devices) {
        return devices.stream().map(device -> new Id(device.getDid())).toList();
    }

    private static Id uid(Presented device) {
        return new Id(device.getUid());
    }
}
