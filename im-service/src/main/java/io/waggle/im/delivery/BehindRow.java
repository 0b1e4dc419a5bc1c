package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/**
 * The position of a device in a conversation.
 *
 * @param hasSeq the device has all entries up to this one, or must not see them
 * @param floorSeq the user does not see the entries up to this one
 * @param lastSeq the newest entry
 */
record BehindRow(Id conversationId, boolean inGroup, long hasSeq, long floorSeq, long lastSeq) {}
