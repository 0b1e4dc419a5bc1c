package io.waggle.broker.connection;

import io.waggle.protocol.Id;

import java.util.List;
import java.util.stream.Stream;

/**
 * A device has acknowledged all entries of a conversation up to here.
 *
 * @param reached in a conversation of two it has been brought some of them, and the other one wants to know
 * @param withheld those that were too large, in the order in which it has acknowledged them
 */
public record Cursor(Id did, Id conversation, long seq, boolean reached, List<Withheld> withheld) {

    /** As many as the service keeps, twice: each may be told of and then sent. */
    private static final int WITHHELD_AT_MOST = 200;

    /** Both of the same device and conversation, this one first. */
    public Cursor and(Cursor other) {
        return new Cursor(
                did, conversation, Math.max(seq, other.seq), reached || other.reached, both(withheld, other.withheld));
    }

    private static List<Withheld> both(List<Withheld> first, List<Withheld> second) {
        if (first.isEmpty()) {
            return second;
        }
        return Stream.concat(first.stream(), second.stream())
                .skip(Math.max(0, first.size() + second.size() - WITHHELD_AT_MOST))
                .toList();
    }
}
