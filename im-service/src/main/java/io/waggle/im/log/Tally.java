package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.ReactionCount;
import io.waggle.protocol.v1.Reactions;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reactions to one message while a batch changes them: the counts of all users, and the rows of those users who change
 * something. Nothing is stored here; afterwards the batch stores the differences.
 */
final class Tally {

    /** The most different emoji that one message may have. */
    static final int EMOJI_MAX = 50;

    private final EntryRef message;
    private final boolean gone;

    /** In the order in which the emoji were first used. */
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** The rows before the batch. One that is removed and added again is the same row. */
    private final Map<ReactionRow.Key, ReactionRow> stored = new HashMap<>();

    private final Map<Id, Map<String, ReactionRow>> rows = new HashMap<>();

    /** @param rows the reactions of the users who change something */
    Tally(EntryRef message, @Nullable Reactions counted, Collection<ReactionRow> rows, boolean gone) {
        this.message = message;
        this.gone = gone;
        if (counted != null) {
            counted.getCountsList().forEach(count -> counts.put(count.getEmoji(), count.getCount()));
        }
        for (ReactionRow row : rows) {
            stored.put(row.key(), row);
            of(row.uid()).put(row.emoji(), row);
        }
    }

    /**
     * Adds or removes a reaction.
     *
     * @return whether that changed something
     * @throws Refused if the message is gone or a limit is reached: then nothing has changed
     */
    boolean apply(Reaction reaction, long now) {
        if (gone) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        if (reaction.removed()) {
            return remove(reaction.uid(), reaction.emoji());
        }
        return add(reaction, now);
    }

    private boolean add(Reaction reaction, long now) {
        Map<String, ReactionRow> own = of(reaction.uid());
        if (own.containsKey(reaction.emoji())) {
            return false;
        }
        List<String> replaced = reaction.perUser() == 1 ? List.copyOf(own.keySet()) : List.of();
        checkLimits(reaction, own, replaced);
        replaced.forEach(emoji -> remove(reaction.uid(), emoji));
        ReactionRow row =
                new ReactionRow(message.conversationId(), message.seq(), reaction.uid(), reaction.emoji(), now);
        own.put(reaction.emoji(), stored.getOrDefault(row.key(), row));
        counts.merge(reaction.emoji(), 1, Integer::sum);
        return true;
    }

    private void checkLimits(Reaction reaction, Map<String, ReactionRow> own, List<String> replaced) {
        if (replaced.isEmpty() && own.size() >= reaction.perUser()) {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    "you have reacted to this message with " + own.size()
                            + " emoji, which is the limit; remove one first");
        }
        long freed = replaced.stream()
                .filter(emoji -> counts.getOrDefault(emoji, 0) == 1)
                .count();
        if (!counts.containsKey(reaction.emoji()) && counts.size() - freed >= EMOJI_MAX) {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    "this message has " + EMOJI_MAX + " different emoji, which is the limit; use one of them");
        }
    }

    private boolean remove(Id uid, String emoji) {
        if (of(uid).remove(emoji) == null) {
            return false;
        }
        counts.computeIfPresent(emoji, (same, count) -> count == 1 ? null : count - 1);
        return true;
    }

    private Map<String, ReactionRow> of(Id uid) {
        return rows.computeIfAbsent(uid, id -> new LinkedHashMap<>());
    }

    Set<String> emojiOf(Id uid) {
        return Set.copyOf(of(uid).keySet());
    }

    List<ReactionRow> inserted() {
        Set<ReactionRow> inserted = after();
        inserted.removeAll(Set.copyOf(stored.values()));
        return List.copyOf(inserted);
    }

    List<ReactionRow> deleted() {
        Set<ReactionRow> deleted = new HashSet<>(stored.values());
        deleted.removeAll(after());
        return List.copyOf(deleted);
    }

    private Set<ReactionRow> after() {
        Set<ReactionRow> after = new HashSet<>();
        rows.values().forEach(own -> after.addAll(own.values()));
        return after;
    }

    /** The counts as they are stored. */
    Reactions counted() {
        Reactions.Builder reactions = Reactions.newBuilder();
        counts.forEach((emoji, count) ->
                reactions.addCounts(ReactionCount.newBuilder().setEmoji(emoji).setCount(count)));
        return reactions.build();
    }
}
