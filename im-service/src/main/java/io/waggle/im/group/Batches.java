package io.waggle.im.group;

import io.waggle.protocol.Id;

import java.util.List;
import java.util.stream.IntStream;

/** Splits a list of users into batches that fit into one SQL statement and one log entry. */
public final class Batches {

    public static final int SIZE = 500;

    private Batches() {}

    public static List<List<Id>> of(List<Id> uids) {
        return IntStream.range(0, Math.ceilDiv(uids.size(), SIZE))
                .mapToObj(batch -> uids.subList(batch * SIZE, Math.min(uids.size(), (batch + 1) * SIZE)))
                .toList();
    }
}
