package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/** @param expiresAt when the last refresh token expires; null for a provisioned device */
record DeviceRow(
        Id did,
        Id uid,
        String name,
        Platform platform,
        DeviceKind kind,
        long createdAt,
        long usedAt,
        @Nullable Long expiresAt) {

    static DeviceRow login(Id did, Id uid, String name, Platform platform, long now, long expiresAt) {
        return new DeviceRow(did, uid, name, platform, DeviceKind.LOGIN, now, now, expiresAt);
    }

    static DeviceRow provisioned(Id did, Id uid, String name, Platform platform, long now) {
        return new DeviceRow(did, uid, name, platform, DeviceKind.PROVISIONED, now, now, null);
    }

    boolean isAliveAt(long now) {
        return expiresAt == null || expiresAt > now;
    }
}
