package io.waggle.im.log;

import io.waggle.protocol.Id;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The new messages of a thread in one commit.
 *
 * @param lastSeq the newest of them, which was committed at {@code lastAt}
 */
record ThreadGrowth(Id conversationId, long rootSeq, int count, long lastSeq, long lastAt) {

    /** @param rows entries in the order of their numbers; those in no thread are ignored */
    static Collection<ThreadGrowth> of(List<EntryRow> rows) {
        return rows.stream()
                .filter(row -> row.rootSeq() != 0)
                .map(row -> new ThreadGrowth(row.conversationId(), row.rootSeq(), 1, row.seq(), row.createdAt()))
                .collect(Collectors.toMap(
                        one -> new EntryRef(one.conversationId, one.rootSeq),
                        one -> one,
                        (earlier, later) -> new ThreadGrowth(
                                later.conversationId,
                                later.rootSeq,
                                earlier.count + later.count,
                                later.lastSeq,
                                later.lastAt)))
                .values();
    }
}
