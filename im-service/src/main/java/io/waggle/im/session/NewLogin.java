package io.waggle.im.session;

import io.waggle.protocol.Id;

/** A device that is about to be logged in. */
record NewLogin(Id did, Id uid, String name, Platform platform) {

    DeviceRow at(long now, long expiresAt) {
        return DeviceRow.login(did, uid, name, platform, now, expiresAt);
    }
}
