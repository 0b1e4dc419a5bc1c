package io.waggle.broker.gate;

import io.waggle.protocol.Id;

import java.util.List;
import java.util.stream.Stream;

/**
 * The delivery cursor of one device in one conversation: the device has acknowledged all entries up to {@code seq}.
 *
 * @param reached true if the device has received entries of a pair conversation, and the other user is to be notified
 * @param withheld the entries that were too large, in the order in which the device has acknowledged them
 */
public record Cursor(Id did, Id conversation, long seq, boolean reached, List<Withheld> withheld) {

    /** Twice the number that the service keeps: each entry may be withheld and sent later. */
    private static final int WITHHELD_AT_MOST = 200;

    /** Merges two cursors of the same device and conversation; this one is the earlier one. */
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
