package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/**
 * An entry that a device was told of and not sent.
 *
 * @param packetBytes what its connection would have had to take; 0: it has been sent since
 */
record WithheldRow(Id did, Id conversationId, long seq, int packetBytes) {

    boolean isOver() {
        return packetBytes == 0;
    }
}
