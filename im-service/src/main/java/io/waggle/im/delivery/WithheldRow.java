package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/**
 * A withheld entry of a device: the device received a gap notice instead of it.
 *
 * @param packetBytes the size of the packet that was too large; 0 if the entry has been sent since
 */
record WithheldRow(Id did, Id conversationId, long seq, int packetBytes) {

    boolean isSent() {
        return packetBytes == 0;
    }
}
