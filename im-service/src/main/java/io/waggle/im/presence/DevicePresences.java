package io.waggle.im.presence;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The presences of devices, which only their user sees. They have no grace time. */
@Service
public class DevicePresences {

    private final ConnectionMapper connections;

    DevicePresences(ConnectionMapper connections) {
        this.connections = connections;
    }

    /** The presences of these devices, by did. */
    public Map<Id, DevicePresence> of(Id uid, Collection<Id> dids) {
        if (dids.isEmpty()) {
            return Map.of();
        }
        Set<Id> connected = connections.findConnected(uid);
        Map<Id, Long> seenAt =
                connections.findSeen(dids).stream().collect(Collectors.toMap(SeenRow::did, SeenRow::seenAt));
        return dids.stream()
                .collect(Collectors.toMap(
                        Function.identity(), did -> presence(connected.contains(did), seenAt.get(did))));
    }

    private static DevicePresence presence(boolean online, @Nullable Long seenAt) {
        return new DevicePresence(online, online || seenAt == null ? null : Instant.ofEpochMilli(seenAt));
    }
}
