package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/** The other one of a pair. */
public record Correspondent(Id uid, Id conversationId, long lastAt) {}
