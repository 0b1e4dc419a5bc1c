package io.waggle.im.reaction;

import io.waggle.protocol.v1.ReactionCount;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The reactions to a message as one of its readers sees them, the most frequent emoji first. */
record ReactionList(List<Item> items) {

    static ReactionList of(Collection<ReactionCount> counts, Set<String> own) {
        return new ReactionList(counts.stream()
                .map(count -> new Item(count.getEmoji(), count.getCount(), own.contains(count.getEmoji())))
                .toList());
    }

    /** @param mine whether the reader has reacted with this emoji */
    record Item(String emoji, int count, boolean mine) {}
}
