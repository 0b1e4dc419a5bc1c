package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/** The delivery cursor of one device in one conversation: the device has acknowledged all entries up to it. */
record CursorRow(Id did, Id conversationId, long ackedSeq) {}
