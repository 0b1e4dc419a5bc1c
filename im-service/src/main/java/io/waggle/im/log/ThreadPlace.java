package io.waggle.im.log;

import io.waggle.protocol.Id;

/** The place of a thread in the list of the threads that a user follows. */
public record ThreadPlace(long lastAt, Id conversationId, long rootSeq) {}
