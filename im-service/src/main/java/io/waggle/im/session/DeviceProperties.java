package io.waggle.im.session;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.Map;

/**
 * {@code waggle.devices}: how many devices a user may have.
 *
 * @param max on how many devices a user may be logged in
 * @param maxPerClass how many devices of a class a user may have, including provisioned ones; a class that is not listed has no
 *     limit
 * @param maxProvisioned how many devices a user may provision
 * @param policy what a login beyond a limit does
 */
@ConfigurationProperties("waggle.devices")
record DeviceProperties(
        @DefaultValue("5") int max,
        @DefaultValue Map<DeviceClass, Integer> maxPerClass,
        @DefaultValue("100") int maxProvisioned,
        @DefaultValue("replace-oldest") Policy policy) {

    enum Policy {
        /** The device that was not used for the longest time is removed. */
        REPLACE_OLDEST,
        /** The login is refused. */
        REFUSE
    }

    DeviceProperties {
        if (max < 1) {
            throw new IllegalArgumentException("waggle.devices.max must be 1 or more");
        }
        if (maxProvisioned < 0 || maxPerClass.values().stream().anyMatch(limit -> limit < 0)) {
            throw new IllegalArgumentException(
                    "waggle.devices.max-provisioned and waggle.devices.max-per-class must not be negative");
        }
        maxPerClass = Map.copyOf(maxPerClass);
    }
}
