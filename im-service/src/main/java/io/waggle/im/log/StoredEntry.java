package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;

/**
 * An entry as it is now.
 *
 * @param lifetime the time limits for showing it
 * @param about the entry as a later entry that is about it names it
 * @param recalled whether it was recalled
 * @param gone whether its content is no longer shown: it was recalled, or has expired
 */
public record StoredEntry(
        EntryRef ref,
        Id sender,
        EntryKind kind,
        Content content,
        long createdAt,
        Lifetime lifetime,
        About about,
        boolean recalled,
        boolean gone) {}
