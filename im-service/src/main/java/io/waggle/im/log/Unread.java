package io.waggle.im.log;

import io.waggle.protocol.Id;

/**
 * What waits for a reader in a conversation.
 *
 * @param count messages of others
 * @param mentioned whether one of others' entries names the reader, or everyone
 */
public record Unread(Id conversationId, long count, boolean mentioned) {}
