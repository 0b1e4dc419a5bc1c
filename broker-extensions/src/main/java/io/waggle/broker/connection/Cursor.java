package io.waggle.broker.connection;

import io.waggle.protocol.Id;

/**
 * A device has acknowledged all entries of a conversation up to here.
 *
 * @param reached in a conversation of two it has been brought some of them, and the other one wants to know
 */
public record Cursor(Id did, Id conversation, long seq, boolean reached) {

    /** Both of the same device and conversation. */
    public Cursor and(Cursor other) {
        return new Cursor(did, conversation, Math.max(seq, other.seq), reached || other.reached);
    }
}
