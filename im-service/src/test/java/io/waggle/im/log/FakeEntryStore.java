package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessResourceException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A log in memory with the database's two keys, which can be told to fail like one. */
final class FakeEntryStore implements EntryStore {

    enum Failure {
        NONE,
        /** The commit does not happen, and the lane cannot know it. */
        BEFORE_COMMIT,
        /** The commit happens, and the lane cannot know it. */
        AFTER_COMMIT,
        /** Nothing can be asked. */
        AWAY
    }

    final List<EntryRow> rows = new ArrayList<>();
    final List<EntryRef> erased = new ArrayList<>();
    final Map<EntryRef, List<CombinedRow>> combined = new HashMap<>();
    private final Map<Id, Head> heads = new HashMap<>();
    private Failure next = Failure.NONE;
    private Runnable afterLookup = () -> {};
    int commits;

    void failNext(Failure failure) {
        next = failure;
    }

    /** Something happens between the next look at what is stored and the commit behind it. */
    void afterNextLookup(Runnable event) {
        afterLookup = event;
    }

    /** Another writer, or a commit that came through late. */
    void writeBehindTheLanesBack(EntryRow row) {
        rows.add(row);
        heads.put(
                row.conversationId(),
                new Head(row.conversationId(), row.seq(), row.ordinal(), row.seq(), row.createdAt()));
    }

    @Override
    public List<Head> heads(Collection<Id> conversations) {
        failIfAway();
        return conversations.stream().filter(heads::containsKey).map(heads::get).toList();
    }

    @Override
    public void write(List<EntryRow> entries, Collection<Head> newHeads, Collection<EntryRef> erasedEntries) {
        failIfAway();
        Failure failure = next;
        next = Failure.NONE;
        if (failure == Failure.BEFORE_COMMIT) {
            throw new TransientDataAccessResourceException("connection lost before the commit");
        }
        requireUnique(entries);
        rows.addAll(entries);
        erased.addAll(erasedEntries);
        newHeads.forEach(head -> heads.put(head.conversationId(), head));
        commits++;
        if (failure == Failure.AFTER_COMMIT) {
            throw new TransientDataAccessResourceException("connection lost after the commit");
        }
    }

    @Override
    public void writeCombined(EntryRow message, List<CombinedRow> contained) {
        combined.put(message.ref(), contained);
    }

    @Override
    public List<ReactionOutcome> react(List<Reaction> reactions) {
        failIfAway();
        return reactions.stream()
                .<ReactionOutcome>map(reaction -> reaction.removed()
                        ? new ReactionOutcome.Denied(new Refused(ErrorCode.MESSAGE_GONE))
                        : new ReactionOutcome.Made(new Reacted(true, List.of(), Set.of(reaction.emoji()))))
                .toList();
    }

    /** As much of a transaction as the lane can see: what fails takes its appends with it. */
    @Override
    public <T> T inTransaction(Supplier<T> work) {
        int before = rows.size();
        Map<Id, Head> headsBefore = Map.copyOf(heads);
        try {
            return work.get();
        } catch (Refused refused) {
            rows.subList(before, rows.size()).clear();
            heads.clear();
            heads.putAll(headsBefore);
            throw refused;
        }
    }

    @Override
    public List<LastMessage> lastMessages(Collection<Author> authors) {
        failIfAway();
        return authors.stream()
                .flatMap(author -> rows.stream()
                        .map(row -> new LastMessage(row.conversationId(), row.senderUid(), row.createdAt()))
                        .filter(last -> last.author().equals(author))
                        .reduce((earlier, later) -> later)
                        .stream())
                .toList();
    }

    @Override
    public List<EntryRow> stored(Collection<EntryKey> keys) {
        failIfAway();
        List<EntryRow> found =
                rows.stream().filter(row -> keys.contains(row.key())).toList();
        Runnable event = afterLookup;
        afterLookup = () -> {};
        event.run();
        return found;
    }

    @Override
    public List<EntryRow> after(Id conversation, long seq) {
        failIfAway();
        return rows.stream()
                .filter(row -> row.conversationId().equals(conversation) && row.seq() > seq)
                .toList();
    }

    private void requireUnique(List<EntryRow> entries) {
        Set<Object> keys = new HashSet<>();
        for (List<EntryRow> some : List.of(rows, entries)) {
            for (EntryRow row : some) {
                boolean fresh = keys.add(row.key()) && keys.add(new EntryRef(row.conversationId(), row.seq()));
                if (!fresh) {
                    throw new DuplicateKeyException("stored already: " + row);
                }
            }
        }
    }

    private void failIfAway() {
        if (next == Failure.AWAY) {
            throw new TransientDataAccessResourceException("the database is away");
        }
    }
}
