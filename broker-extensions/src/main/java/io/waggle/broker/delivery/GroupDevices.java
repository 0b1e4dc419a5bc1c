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

/** The devices of one group on this node, with the number that read each format. Not thread-safe. */
final class GroupDevices {

    private final Map<Id, DeviceConnection> connections = new HashMap<>();
    /** Devices with a gate that have been added since the last entry was published. */
    private Set<DeviceConnection> fresh = new LinkedHashSet<>(1);

    private int json;

    /** Adds the connection, in place of an older one of the device. */
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

    /** Adds the connection, unless the device has one here already, perhaps a newer one. */
    void putIfAbsent(DeviceConnection connection) {
        if (!connections.containsKey(connection.did())) {
            put(connection);
        }
    }

    /** Returns false if the device has a newer connection here, or none. */
    boolean remove(DeviceConnection connection) {
        boolean removed = connections.remove(connection.did(), connection);
        json -= removed ? jsonShare(connection) : 0;
        fresh.remove(connection);
        return removed;
    }

    /** Takes the devices that were added since the last call and are still here. */
    Collection<DeviceConnection> takeFresh() {
        if (fresh.isEmpty()) {
            return List.of();
        }
        Set<DeviceConnection> taken = fresh;
        fresh = new LinkedHashSet<>(1);
        return taken;
    }

    /** Returns null if the device is not here; 0 is the id of no device. */
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
