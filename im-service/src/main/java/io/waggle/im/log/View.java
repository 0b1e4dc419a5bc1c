package io.waggle.im.log;

import io.waggle.protocol.Id;

/**
 * What one member sees of a conversation.
 *
 * @param floor the member sees only the entries after this one
 */
public record View(Id conversationId, Id reader, long floor) {}
