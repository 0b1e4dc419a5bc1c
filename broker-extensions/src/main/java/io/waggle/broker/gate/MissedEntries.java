package io.waggle.broker.gate;

import io.waggle.protocol.Id;

import java.util.List;

/**
 * A conversation in which a connecting device has missed entries.
 *
 * @param after the device has all entries up to this one
 * @param gapTo the device gets only a gap notice for the entries up to this one; at least {@code after}
 * @param head the newest entry
 * @param owed entries up to {@code after} that are sent to the device first, ascending: they were too large for an earlier
 *     connection
 */
public record MissedEntries(Id conversation, boolean group, long after, long gapTo, long head, List<Long> owed) {}
