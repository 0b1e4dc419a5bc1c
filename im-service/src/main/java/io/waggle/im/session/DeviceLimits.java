package io.waggle.im.session;

import io.waggle.im.session.DeviceProperties.Policy;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks whether a user may have one more device, and chooses the devices that it replaces. Only devices that log in are ever
 * replaced.
 */
@Component
class DeviceLimits {

    private static final Comparator<DeviceRow> OLDEST_FIRST =
            Comparator.comparingLong(DeviceRow::usedAt).thenComparing(DeviceRow::did);

    private final DeviceProperties properties;

    DeviceLimits(DeviceProperties properties) {
        this.properties = properties;
    }

    /**
     * Makes room for one more login.
     *
     * @param devices the user's devices that count now
     * @return the devices to remove
     * @throws Refused if there is no room
     */
    List<Id> roomForLogin(List<DeviceRow> devices, DeviceClass deviceClass) {
        List<DeviceRow> going = new ArrayList<>();
        Integer classLimit = properties.maxPerClass().get(deviceClass);
        if (classLimit != null) {
            List<DeviceRow> peers = of(devices, deviceClass).toList();
            String what = deviceClass.wireName() + " devices";
            going.addAll(oldest(peers, peers.size() + 1 - classLimit, what, classLimit));
        }
        List<DeviceRow> staying =
                logins(devices).filter(device -> !going.contains(device)).toList();
        going.addAll(
                oldest(staying, staying.size() + 1 - properties.max(), "devices that are logged in", properties.max()));
        return going.stream().map(DeviceRow::did).toList();
    }

    /** Checks that there is room. A provisioned device is never replaced and never replaces another device. */
    void requireRoomForProvisioned(List<DeviceRow> devices, DeviceClass deviceClass) {
        Integer classLimit = properties.maxPerClass().get(deviceClass);
        if (classLimit != null && of(devices, deviceClass).count() >= classLimit) {
            throw refusal(deviceClass.wireName() + " devices", classLimit);
        }
        if (devices.size() - logins(devices).count() >= properties.maxProvisioned()) {
            throw refusal("provisioned devices", properties.maxProvisioned());
        }
    }

    private List<DeviceRow> oldest(List<DeviceRow> devices, int surplus, String what, int limit) {
        if (surplus <= 0) {
            return List.of();
        }
        List<DeviceRow> oldest =
                logins(devices).sorted(OLDEST_FIRST).limit(surplus).toList();
        if (properties.policy() == Policy.REFUSE || oldest.size() < surplus) {
            throw refusal(what, limit);
        }
        return oldest;
    }

    private static Refused refusal(String what, int limit) {
        return new Refused(
                ErrorCode.DEVICE_LIMIT,
                "this account may have at most " + limit + " " + what + "; remove one of them first");
    }

    private static Stream<DeviceRow> of(List<DeviceRow> devices, DeviceClass deviceClass) {
        return devices.stream().filter(device -> device.platform().deviceClass() == deviceClass);
    }

    private static Stream<DeviceRow> logins(List<DeviceRow> devices) {
        return devices.stream().filter(device -> device.kind() == DeviceKind.LOGIN);
    }
}
