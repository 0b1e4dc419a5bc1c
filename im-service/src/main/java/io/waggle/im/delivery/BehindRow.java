package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/**
 * How far a device is in a conversation.
 *
 * @param hasSeq the device has what is up to this entry, or is not to see it
 * @param floorSeq the user does not see what is up to this entry
 * @param lastSeq the newest entry
 */
record BehindRow(Id conversationId, boolean inGroup, long hasSeq, long floorSeq, long lastSeq) {}
