package io.waggle.im.log;

import io.waggle.protocol.v1.Content;

/**
 * A content that a message had, or has.
 *
 * @param number 1 is the content as it was sent
 * @param createdAt the time since which the message had it
 */
public record EntryVersion(int number, Content content, long createdAt) {}
