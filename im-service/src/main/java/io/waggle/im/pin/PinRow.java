package io.waggle.im.pin;

import io.waggle.im.log.EntryRef;
import io.waggle.protocol.Id;

/** A stored pin. */
record PinRow(Id conversationId, long seq, Id pinnedBy, long pinnedAt) {

    EntryRef message() {
        return new EntryRef(conversationId, seq);
    }
}
