package io.waggle.im.presence;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Whether one device is connected.
 *
 * @param lastSeen null while it is, and if it never was
 */
public record DevicePresence(boolean online, @Nullable Instant lastSeen) {}
