package io.waggle.im.log;

import io.waggle.protocol.Id;

/**
 * A reaction that a user adds to a message, or removes from it.
 *
 * @param emoji in the one form in which this emoji is stored
 * @param perUser how many different emoji a user may add to one message; with 1, a new one replaces the old one
 */
public record Reaction(EntryRef message, Id uid, String emoji, boolean removed, int perUser) {}
