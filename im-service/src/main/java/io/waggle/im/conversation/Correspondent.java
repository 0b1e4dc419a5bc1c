package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/** The other user of a pair, with the pair's conversation. */
public record Correspondent(Id uid, Id conversationId, long lastAt) {}
