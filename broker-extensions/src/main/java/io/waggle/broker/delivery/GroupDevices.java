package io.waggle.broker.delivery;

import io.waggle.broker.connection.DeviceConnection;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The devices of one group on this node, and how many of them read each format. For one thread at a time. */
final class GroupDevices {

    private final Map<Id, DeviceConnection> connections = new HashMap<>();
    /** Those with a gate for whom nothing has been published yet. */
    private Set<DeviceConnection> fresh = new LinkedHashSet<>(1);

    private int json;

    /** In the place of an older connection of the device. */
    void put(DeviceConnection connection) {
        DeviceConnection before = connections.put(connection.did(), connection);
        json += jsonShare(connection) - jsonShare(before);
        if (before != null) {
            fresh.remove(before);
        }
        if (!connection.acksInBatches()) {
            fresh.add(connection);
        }
    }

    /** Unless the device is here, perhaps by a newer connection. */
    void putIfAbsent(DeviceConnection connection) {
        if (!connections.containsKey(connection.did())) {
            put(connection);
        }
    }

    /** Returns false if another connection of the device has taken its place, or none was here. */
    boolean remove(DeviceConnection connection) {
        boolean removed = connections.remove(connection.did(), connection);
        json -= removed ? jsonShare(connection) : 0;
        fresh.remove(connection);
        return removed;
    }

    /** Those that have come since the last time, and are still here. */
    Collection<DeviceConnection> takeFresh() {
        if (fresh.isEmpty()) {
            return List.of();
        }
        Set<DeviceConnection> taken = fresh;
        fresh = new LinkedHashSet<>(1);
        return taken;
    }

    /** Null for the id 0 as for any other that is not here. */
    @Nullable
    DeviceConnection find(long did) {
        return connections.get(new Id(did));
    }

    boolean anyReads(Format format) {
        return (format == Format.JSON ? json : connections.size() - json) > 0;
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    List<DeviceConnection> all() {
        return List.copyOf(connections.values());
    }

    private static int jsonShare(@Nullable DeviceConnection connection) {
        return connection != null && connection.format() == Format.JSON ? 1 : 0;
    }
}
