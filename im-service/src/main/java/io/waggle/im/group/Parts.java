package io.waggle.im.group;

import io.waggle.protocol.Id;

import java.util.List;
import java.util.stream.IntStream;

/** Splits a list of users into parts that fit into one SQL statement and one log entry. */
final class Parts {

    static final int SIZE = 500;

    private Parts() {}

    static List<List<Id>> of(List<Id> uids) {
        return IntStream.range(0, Math.ceilDiv(uids.size(), SIZE))
                .mapToObj(part -> uids.subList(part * SIZE, Math.min(uids.size(), (part + 1) * SIZE)))
                .toList();
    }
}
