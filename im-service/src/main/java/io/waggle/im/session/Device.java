package io.waggle.im.session;

import io.waggle.protocol.Id;

import java.time.Instant;

/**
 * A device as its user sees it.
 *
 * @param current whether it is the one that asks
 */
record Device(Id did, String name, Platform platform, DeviceKind kind, Instant createdAt, boolean current) {

    static Device of(DeviceRow row, Id asking) {
        return new Device(
                row.did(),
                row.name(),
                row.platform(),
                row.kind(),
                Instant.ofEpochMilli(row.createdAt()),
                row.did().equals(asking));
    }
}
