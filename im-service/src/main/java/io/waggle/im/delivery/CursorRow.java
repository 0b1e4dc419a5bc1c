package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/** The device has acknowledged all entries of the conversation up to this one. */
record CursorRow(Id did, Id conversationId, long ackedSeq) {}
