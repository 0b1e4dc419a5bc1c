package io.waggle.im.log;

import io.waggle.protocol.Id;

/** A reference to an entry: its conversation and its number there. */
public record EntryRef(Id conversationId, long seq) {}
