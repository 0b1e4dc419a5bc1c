package io.waggle.im.session;

import io.waggle.im.live.Live;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.DeviceAdded;
import io.waggle.protocol.v1.DeviceRemoved;
import io.waggle.protocol.v1.Down;
import org.springframework.stereotype.Component;

/**
 * Notifies a user's devices that another device was added or removed, and cuts the connection of a removed device. Call it
 * after the commit.
 */
@Component
class DeviceAnnouncer {

    private final Live live;

    DeviceAnnouncer(Live live) {
        this.live = live;
    }

    void added(DeviceRow device) {
        DeviceAdded added = DeviceAdded.newBuilder()
                .setDid(device.did().value())
                .setName(device.name())
                .setPlatform(device.platform().wireName())
                .build();
        live.toUser(device.uid(), Down.newBuilder().setDeviceAdded(added).build(), device.did());
    }

    /** @param why the code with which the device's own connection is cut */
    void removed(Id uid, Id did, ErrorCode why) {
        live.cut(uid, did, why);
        DeviceRemoved removed = DeviceRemoved.newBuilder().setDid(did.value()).build();
        live.toUser(uid, Down.newBuilder().setDeviceRemoved(removed).build(), did);
    }

    /** Cuts the connection of a device that stays, so that it connects again with its new credential. */
    void renewed(Id uid, Id did) {
        live.cut(uid, did, ErrorCode.SESSION_ENDED);
    }
}
