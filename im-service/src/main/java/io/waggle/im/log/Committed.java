package io.waggle.im.log;

import io.waggle.protocol.Id;

import java.time.Instant;

/** The place of a committed entry: the answer to its sender. */
public record Committed(Id conversation, long seq, Instant at) {}
