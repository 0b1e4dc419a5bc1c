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

/** Devices' presences, which only their user is shown: as they are, without any grace. */
@Service
public class DevicePresences {

    private final ConnectionMapper connections;

    DevicePresences(ConnectionMapper connections) {
        this.connections = connections;
    }

    /** Of all the devices, by did. */
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
