package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/** The entries of a conversation after {@code afterSeq}, up to and including {@code lastSeq}. */
record EntryRange(Id conversationId, long afterSeq, long lastSeq) {}
