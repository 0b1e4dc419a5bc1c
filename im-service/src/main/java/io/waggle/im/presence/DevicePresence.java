package io.waggle.im.presence;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The presence of one device.
 *
 * @param lastSeen null while the device is connected, and if it never was
 */
public record DevicePresence(boolean online, @Nullable Instant lastSeen) {}
