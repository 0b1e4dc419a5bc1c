package io.waggle.broker.connection;

import io.waggle.protocol.Id;

/**
 * Where a device that connects has missed something.
 *
 * @param after the device has what is up to here
 * @param gapTo it is only told of what is up to here; at least {@code after}
 * @param head the newest entry
 */
public record Behind(Id conversation, boolean group, long after, long gapTo, long head) {}
