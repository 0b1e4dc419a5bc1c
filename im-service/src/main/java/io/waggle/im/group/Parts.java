package io.waggle.im.group;

import io.waggle.protocol.Id;

import java.util.List;
import java.util.stream.IntStream;

/** Cuts many users into as many as one statement and one entry of the log take. */
final class Parts {

    static final int SIZE = 500;

    private Parts() {}

    static List<List<Id>> of(List<Id> uids) {
        return IntStream.range(0, Math.ceilDiv(uids.size(), SIZE))
                .mapToObj(part -> uids.subList(part * SIZE, Math.min(uids.size(), (part + 1) * SIZE)))
                .toList();
    }
}
