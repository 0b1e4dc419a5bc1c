package io.waggle.im.delivery;

import io.waggle.protocol.Id;

/**
 * What is told when something has reached one of a pair: the first of the user's devices has come so far.
 *
 * @param peer the other one, who wants to know
 * @param seq a device of the user has what there is up to this entry
 */
public record Reached(Id uid, Id peer, Id conversation, long seq) {}
