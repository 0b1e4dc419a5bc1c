package io.waggle.im.log;

import io.waggle.protocol.Id;

/**
 * A reader's unread messages in a conversation.
 *
 * @param count the number of messages from others
 * @param mentioned whether one of them mentions the reader, or everyone
 */
public record Unread(Id conversationId, long count, boolean mentioned) {}
