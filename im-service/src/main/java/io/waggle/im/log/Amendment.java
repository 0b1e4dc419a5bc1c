package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.ReactionCount;
import io.waggle.protocol.v1.Reactions;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;

/**
 * The changes of an entry since it was written. An unchanged entry has no amendment.
 *
 * @param version the number of the amendment in its conversation: the latest amendment has the highest
 * @param recalledBy the user who recalled the message, at {@code recalledAt}; null: it was not recalled
 * @param editedAt the time of the last edit; null: it was not edited
 * @param reactions how many users have reacted to it with which emoji; null: nobody ever has
 * @param thread the thread that begins with it; null: there is none
 */
record Amendment(
        long version,
        @Nullable Id recalledBy,
        @Nullable Long recalledAt,
        @Nullable Long editedAt,
        @Nullable Reactions reactions,
        @Nullable ThreadSummary thread) {

    /** The reactions, the most frequent emoji first; of two with the same count, the one that was used first. */
    List<ReactionCount> reactionCounts() {
        return reactions == null ? List.of() : mostFrequentFirst(reactions.getCountsList());
    }

    static List<ReactionCount> mostFrequentFirst(List<ReactionCount> counts) {
        return counts.stream()
                .sorted(Comparator.comparingInt(ReactionCount::getCount).reversed())
                .toList();
    }
}
