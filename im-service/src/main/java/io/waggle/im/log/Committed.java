package io.waggle.im.log;

import io.waggle.protocol.Id;

import java.time.Instant;

/** The place of an entry that is in the database: the answer to its sender, from the lane to the edge. */
public record Committed(Id conversation, long seq, Instant at) {}
