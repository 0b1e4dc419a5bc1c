package io.waggle.im.log;

import io.waggle.protocol.Id;

/** A user as a sender in one conversation. */
record Author(Id conversationId, Id senderUid) {}
