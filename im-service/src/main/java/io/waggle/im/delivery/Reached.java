package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/**
 * The event that an entry of a pair has reached a user: one of the user's devices is the first to have it.
 *
 * @param peer the other user of the pair, who receives the receipt
 * @param seq a device of the user has all entries up to this one
 */
public record Reached(Id uid, Id peer, Id conversation, long seq) {}
