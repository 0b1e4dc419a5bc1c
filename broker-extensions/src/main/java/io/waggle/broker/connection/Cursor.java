package io.waggle.broker.connection;

import io.waggle.protocol.Id;

/** A device has acknowledged all entries of a conversation up to here. */
public record Cursor(Id did, Id conversation, long seq) {}
