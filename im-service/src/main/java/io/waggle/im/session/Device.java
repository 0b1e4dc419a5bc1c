package io.waggle.im.session;

import io.waggle.im.presence.DevicePresence;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A device as its user sees it.
 *
 * @param current whether it is the device that makes the request
 * @param online whether it is connected now
 * @param lastSeen when it was last connected; null while it is connected, or if it never was
 */
record Device(
        Id did,
        String name,
        Platform platform,
        DeviceKind kind,
        Instant createdAt,
        boolean current,
        boolean online,
        @Nullable Instant lastSeen) {

    static Device of(DeviceRow row, Id asking, DevicePresence presence) {
        return new Device(
                row.did(),
                row.name(),
                row.platform(),
                row.kind(),
                Instant.ofEpochMilli(row.createdAt()),
                row.did().equals(asking),
                presence.online(),
                presence.lastSeen());
    }
}
