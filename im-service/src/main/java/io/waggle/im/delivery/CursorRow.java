package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/** @param ackedSeq the device has acknowledged all entries of the conversation up to this one */
record CursorRow(Id did, Id conversationId, long ackedSeq) {}
