package io.waggle.broker.connection;

import io.waggle.protocol.Id;

import java.util.List;

/**
 * Where a device that connects has missed something.
 *
 * @param after the device has what is up to here
 * @param gapTo it is only told of what is up to here; at least {@code after}
 * @param head the newest entry
 * @param owed entries up to {@code after} that it is sent first, ascending: they were too large for an earlier connection
 */
public record Behind(Id conversation, boolean group, long after, long gapTo, long head, List<Long> owed) {}
