package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Reactions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes the reactions to messages, many at a time: three statements read what a batch needs, and at most three write what has
 * changed. Each message whose reactions have changed gets one new version.
 *
 * <p>Only a lane calls it, within a transaction: the lane is the only writer, so nothing changes between reading and writing.
 */
@Component
class ReactionWriter {

    private final ReactionMapper mapper;
    private final EntryMapper entries;
    private final Clock clock;

    ReactionWriter(ReactionMapper mapper, EntryMapper entries, Clock clock) {
        this.mapper = mapper;
        this.entries = entries;
        this.clock = clock;
    }

    /** Applies the reactions in order. One that is refused does not affect the others. */
    List<ReactionOutcome> apply(List<Reaction> reactions) {
        if (reactions.isEmpty()) {
            return List.of();
        }
        Map<EntryRef, Tally> tallies = read(reactions);
        List<Function<Tally, ReactionOutcome>> outcomes = new ArrayList<>(reactions.size());
        for (Reaction reaction : reactions) {
            outcomes.add(apply(tallies.get(reaction.message()), reaction));
        }
        write(tallies);
        List<ReactionOutcome> ended = new ArrayList<>(reactions.size());
        for (int i = 0; i < reactions.size(); i++) {
            Tally tally = tallies.get(reactions.get(i).message());
            ended.add(
                    tally == null
                            ? denied(ErrorCode.NOT_FOUND)
                            : outcomes.get(i).apply(tally));
        }
        return ended;
    }

    /** Returns how to describe the outcome once the whole batch is applied. */
    private Function<Tally, ReactionOutcome> apply(@Nullable Tally tally, Reaction reaction) {
        if (tally == null) {
            return none -> denied(ErrorCode.NOT_FOUND);
        }
        try {
            boolean changed = tally.apply(reaction, clock.millis());
            return after -> new ReactionOutcome.Made(new Reacted(
                    changed,
                    Amendment.mostFrequentFirst(after.counted().getCountsList()),
                    after.emojiOf(reaction.uid())));
        } catch (Refused refused) {
            return after -> new ReactionOutcome.Denied(refused);
        }
    }

    private static ReactionOutcome denied(ErrorCode code) {
        return new ReactionOutcome.Denied(new Refused(code));
    }

    private Map<EntryRef, Tally> read(List<Reaction> reactions) {
        Set<EntryRef> messages = reactions.stream().map(Reaction::message).collect(Collectors.toSet());
        Map<EntryRef, List<ReactionRow>> rows = mapper.findOfUsers(reactions).stream()
                .collect(Collectors.groupingBy(row -> new EntryRef(row.conversationId(), row.seq())));
        Map<EntryRef, Tally> tallies = new HashMap<>();
        for (EntryRow entry : entries.findEntries(messages)) {
            EntryRef message = new EntryRef(entry.conversationId(), entry.seq());
            Reactions counts =
                    entry.amendment() == null ? null : entry.amendment().reactions();
            tallies.put(
                    message,
                    new Tally(message, counts, rows.getOrDefault(message, List.of()), entry.isGone(clock.millis())));
        }
        return tallies;
    }

    private void write(Map<EntryRef, Tally> tallies) {
        List<ReactionRow> inserted = new ArrayList<>();
        List<ReactionRow> deleted = new ArrayList<>();
        Map<EntryRef, Reactions> changed = new HashMap<>();
        tallies.forEach((message, tally) -> {
            List<ReactionRow> added = tally.inserted();
            List<ReactionRow> removed = tally.deleted();
            inserted.addAll(added);
            deleted.addAll(removed);
            if (!added.isEmpty() || !removed.isEmpty()) {
                changed.put(message, tally.counted());
            }
        });
        if (!deleted.isEmpty()) {
            mapper.delete(deleted);
        }
        if (!inserted.isEmpty()) {
            mapper.insert(inserted);
        }
        if (!changed.isEmpty()) {
            mapper.amend(withVersions(changed));
        }
    }

    private List<ReactionAmendment> withVersions(Map<EntryRef, Reactions> changed) {
        Collection<Id> conversations =
                changed.keySet().stream().map(EntryRef::conversationId).collect(Collectors.toSet());
        Map<Id, Long> versions = new HashMap<>();
        mapper.findVersions(conversations).forEach(last -> versions.put(last.conversationId(), last.version()));
        List<ReactionAmendment> amendments = new ArrayList<>();
        changed.forEach((message, reactions) -> {
            long version = versions.merge(message.conversationId(), 1L, Long::sum);
            amendments.add(new ReactionAmendment(message, version, reactions));
        });
        return amendments;
    }
}
