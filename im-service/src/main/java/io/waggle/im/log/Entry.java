package io.waggle.im.log;

import io.waggle.protocol.Id;

/** The place of a message: its conversation and its number there. */
public record Entry(Id conversationId, long seq) {}
