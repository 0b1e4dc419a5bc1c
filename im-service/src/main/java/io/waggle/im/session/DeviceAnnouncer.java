package io.waggle.im.session;

import io.waggle.im.live.Live;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.DeviceAdded;
import io.waggle.protocol.v1.DeviceRemoved;
import io.waggle.protocol.v1.Down;
import org.springframework.stereotype.Component;

/** Tells a user's devices which others come and go, and ends the connections of those that have gone. After the commit. */
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

    /** @param why what the device's own connection ends with */
    void removed(Id uid, Id did, ErrorCode why) {
        live.cut(uid, did, why);
        DeviceRemoved removed = DeviceRemoved.newBuilder().setDid(did.value()).build();
        live.toUser(uid, Down.newBuilder().setDeviceRemoved(removed).build(), did);
    }

    /** The device stays, and has to come back with its new credential. */
    void renewed(Id uid, Id did) {
        live.cut(uid, did, ErrorCode.SESSION_ENDED);
    }
}
