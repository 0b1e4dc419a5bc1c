package io.waggle.im.log;

import io.waggle.protocol.Id;

/** The highest version of a conversation's amendments. */
record LastVersion(Id conversationId, long version) {}
