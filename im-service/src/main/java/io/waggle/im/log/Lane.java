package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Head;
import io.waggle.im.log.ChangeWriter.Written;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The only writer of the conversations that hash onto it: it numbers the waiting drafts and commits them in one transaction.
 *
 * <p>Group commit: while one transaction is being written to disk, the next batch gathers. So the busier the lane, the cheaper
 * each entry. Numbers come from heads that the lane remembers. A usual batch takes two statements and a commit. The special
 * cases are:
 *
 * <ul>
 *   <li><b>Sent again.</b> The lane does not look up each draft. Instead, the unique key on (conversation, sender, client id)
 *       rejects the batch, and nothing is committed. Then the lane answers the stored drafts with their first number, and
 *       commits the rest without them.
 *   <li><b>In doubt.</b> If the database fails during a commit, it is not known whether the commit happened. The lane asks the
 *       senders to try again (a draft that was committed is then "sent again"). Before the lane commits anything else, it reads
 *       the entries after the last number it knew and notifies the listeners of them. So listeners learn of every entry.
 *   <li><b>Copies</b> of messages are written between the batches too, since they lock the originals.
 *   <li><b>Changes</b> are made one by one between the batches, each in its own transaction. A draft that was permitted
 *       before the change fails with {@link Outdated}, and its caller asks for a new permit.
 * </ul>
 *
 * <p>Not thread-safe: only the lane's thread uses it.
 */
final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final int REMEMBERED_HEADS = 50_000;

    /** A round fails only if a commit that was in doubt completes after the lane has looked for it. */
    private static final int ROUNDS = 4;

    private final EntryStore store;
    private final SlowMode slowMode;
    private final ChangeWriter writer;
    private final CopyWriter copies;
    private final CommitPort port;
    private final ChangeClock changes;
    private final Clock clock;

    private final Map<Id, Head> heads = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Head> eldest) {
            return size() > REMEMBERED_HEADS;
        }
    };

    /** Conversations with entries that may have been committed, with the last known head of each. */
    private final Map<Conversation, Head> doubts = new LinkedHashMap<>();

    Lane(EntryStore store, ChangeWriter writer, CopyWriter copies, CommitPort port, ChangeClock changes, Clock clock) {
        this.store = store;
        this.slowMode = new SlowMode(store, clock);
        this.writer = writer;
        this.copies = copies;
        this.port = port;
        this.changes = changes;
        this.clock = clock;
    }

    /** Processes the tasks in order and notifies the listeners. Afterwards each task has its outcome. */
    void process(List<? extends LaneTask<?>> tasks) {
        LaneBatch batch = new LaneBatch();
        for (LaneTask<?> task : tasks) {
            switch (task) {
                case LaneTask.Append append -> batch.appends().add(append);
                case LaneTask.Erase erase -> batch.erasures().add(erase);
                case LaneTask.React react -> batch.reactions().add(react);
                case LaneTask.Change<?> change -> {
                    write(batch);
                    batch = new LaneBatch();
                    make(change);
                }
                case LaneTask.Copying copying -> {
                    write(batch);
                    batch = new LaneBatch();
                    alone(copying, copying.permit(), head -> copies.write(head, copying));
                }
            }
        }
        write(batch);
    }

    private void write(LaneBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            settleDoubts();
            commitOrAnswerStored(
                    batch.with(slowMode.withoutTooSoon(withoutOutdated(batch.appends(), LaneTask.Append::permit)))
                            .withReactions(withoutOutdated(batch.reactions(), LaneTask.React::permit)));
        } catch (RuntimeException | Error failure) {
            // After any failure the lane goes on: without its thread, its conversations would take no more messages.
            log.warn("A batch of {} could not be committed; its senders are asked to try again", batch.size(), failure);
            batch.refuse(ErrorCode.UNAVAILABLE);
        }
    }

    /** Returns the tasks whose permits hold, or that need none. Fails the others with {@link Outdated}. */
    private <T extends LaneTask<?>> List<T> withoutOutdated(List<T> tasks, Function<T, @Nullable Permit> permits) {
        List<T> rest = new ArrayList<>(tasks.size());
        for (T task : tasks) {
            Permit permit = permits.apply(task);
            if (permit != null && isVoid(permit)) {
                task.outcome().completeExceptionally(new Outdated());
            } else {
                rest.add(task);
            }
        }
        return rest;
    }

    private boolean isVoid(Permit permit) {
        return !changes.holds(permit) || permit.goodUntil() < clock.millis();
    }

    private <T> void make(LaneTask.Change<T> task) {
        alone(task, task.permit(), head -> {
            try {
                Written<T> written = writer.write(head, task.actor(), task.work());
                changes.changed(task.conversationId());
                return written;
            } catch (Refused refused) {
                throw refused;
            } catch (RuntimeException unknown) {
                changes.changed(task.conversationId());
                throw unknown;
            }
        });
    }

    /** Processes one task in its own transaction. */
    private <T> void alone(LaneTask.Writing<T> task, @Nullable Permit permit, Function<Head, Written<T>> write) {
        if (permit != null && isVoid(permit)) {
            task.outcome().completeExceptionally(new Outdated());
            return;
        }
        try {
            settleDoubts();
            T result = commit(task, write);
            task.outcome().complete(result);
        } catch (Refused refused) {
            task.outcome().completeExceptionally(refused);
        } catch (RuntimeException | Error failure) {
            log.warn("A change or copies could not be committed; the caller is asked to try again", failure);
            task.refuse(ErrorCode.UNAVAILABLE);
        }
    }

    private <T> T commit(LaneTask.Writing<T> task, Function<Head, Written<T>> write) {
        Conversation conversation = task.conversation();
        Head head = Objects.requireNonNull(headsOf(List.of(task)).get(conversation.id()));
        Written<T> written;
        try {
            written = write.apply(head);
        } catch (Refused refused) {
            throw refused;
        } catch (RuntimeException unknown) {
            doubt(List.of(task));
            throw unknown;
        }
        heads.put(conversation.id(), written.head());
        written.rows().forEach(row -> port.committed(conversation, row));
        return written.result();
    }

    boolean inDoubt() {
        return !doubts.isEmpty();
    }

    /**
     * Notifies the listeners of entries in doubt that were committed. Fails while the database cannot be reached.
     *
     * <p>The heads advance exactly to the last announced entry. If a commit in doubt completes even later, the next commit uses
     * the same numbers and fails on the unique key, and so the lane finds it.
     */
    void settleDoubts() {
        for (var doubt = doubts.entrySet().iterator(); doubt.hasNext(); doubt.remove()) {
            Map.Entry<Conversation, Head> known = doubt.next();
            Head head = known.getValue();
            for (EntryRow row : store.after(head.conversationId(), head.lastSeq())) {
                if (row.kind() == EntryKind.CHANGED) {
                    // A permit that was asked for meanwhile may not know of it.
                    changes.changed(head.conversationId());
                }
                port.committedAgain(known.getKey(), row);
                head = row.kind().next(head, row.createdAt());
            }
            heads.put(head.conversationId(), head);
        }
    }

    private void commitOrAnswerStored(LaneBatch batch) {
        LaneBatch rest = batch;
        for (int round = 1; true; round++) {
            try {
                commit(rest);
                return;
            } catch (DuplicateKeyException sentAgain) {
                if (round == ROUNDS) {
                    throw sentAgain;
                }
                // Or a commit that was in doubt completed late. In both cases, look again.
                doubt(rest.appends());
                settleDoubts();
                rest = rest.with(withoutOutdated(withoutStored(rest.appends()), LaneTask.Append::permit));
            }
        }
    }

    private void commit(LaneBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<LaneTask.Append> appends = batch.appends();
        Map<Id, Head> next = headsOf(appends);
        List<EntryRow> rows = number(appends, next);
        List<ReactionOutcome> reacted;
        try {
            reacted = write(batch, rows, next.values());
        } catch (DuplicateKeyException notCommitted) {
            throw notCommitted;
        } catch (RuntimeException unknown) {
            doubt(appends);
            throw unknown;
        }
        heads.putAll(next);
        for (int i = 0; i < rows.size(); i++) {
            // In this order, so that an entry is announced before its sender learns that it is stored.
            port.committed(appends.get(i).conversation(), rows.get(i));
            appends.get(i).outcome().complete(rows.get(i).place());
        }
        batch.erasures().forEach(erase -> erase.outcome().complete(null));
        for (int i = 0; i < reacted.size(); i++) {
            batch.reactions().get(i).end(reacted.get(i));
        }
    }

    private List<ReactionOutcome> write(LaneBatch batch, List<EntryRow> rows, Collection<Head> newHeads) {
        List<Reaction> reactions =
                batch.reactions().stream().map(LaneTask.React::reaction).toList();
        if (reactions.isEmpty()) {
            store.write(rows, newHeads, batch.erased());
            return List.of();
        }
        return store.inTransaction(() -> {
            store.write(rows, newHeads, batch.erased());
            return store.react(reactions);
        });
    }

    /** The heads of the tasks' conversations: remembered ones, else from the database, else empty heads. */
    private Map<Id, Head> headsOf(Collection<? extends LaneTask<?>> tasks) {
        Map<Id, Head> known = new HashMap<>();
        List<Id> unknown = new ArrayList<>();
        for (LaneTask<?> task : tasks) {
            Id id = task.conversationId();
            if (!known.containsKey(id)) {
                Head head = heads.get(id);
                known.put(id, head == null ? Head.none(id) : head);
                if (head == null) {
                    unknown.add(id);
                }
            }
        }
        store.heads(unknown).forEach(head -> known.put(head.conversationId(), head));
        heads.putAll(known);
        return known;
    }

    /** Gives each draft the next number of its conversation, and advances the heads. */
    private List<EntryRow> number(List<LaneTask.Append> appends, Map<Id, Head> heads) {
        long now = clock.millis();
        List<EntryRow> rows = new ArrayList<>(appends.size());
        for (LaneTask.Append append : appends) {
            Draft draft = append.draft();
            Head head = heads.compute(
                    append.conversationId(),
                    (id, last) -> draft.body().kind().next(last == null ? Head.none(id) : last, now));
            rows.add(draft.at(head));
        }
        return rows;
    }

    /** Answers the drafts that are already stored. A duplicate in the batch gets the outcome of the first. Returns the rest. */
    private List<LaneTask.Append> withoutStored(List<LaneTask.Append> appends) {
        Map<EntryKey, EntryRow> stored = store
                .stored(appends.stream().map(LaneTask.Append::key).toList())
                .stream()
                .collect(Collectors.toMap(EntryRow::key, Function.identity()));
        Map<EntryKey, LaneTask.Append> rest = new LinkedHashMap<>();
        for (LaneTask.Append append : appends) {
            EntryRow row = stored.get(append.key());
            if (row != null) {
                append.outcome().complete(row.place());
                continue;
            }
            LaneTask.Append first = rest.putIfAbsent(append.key(), append);
            if (first != null) {
                follow(first, append);
            }
        }
        return List.copyOf(rest.values());
    }

    /** Gives the second the outcome of the first. */
    private static void follow(LaneTask.Append first, LaneTask.Append second) {
        var unused = first.outcome().whenComplete((committed, fault) -> {
            if (fault == null) {
                second.outcome().complete(committed);
            } else {
                second.outcome().completeExceptionally(fault);
            }
        });
    }

    private void doubt(Collection<? extends LaneTask.Writing<?>> tasks) {
        for (LaneTask.Writing<?> task : tasks) {
            Id id = task.conversationId();
            doubts.putIfAbsent(task.conversation(), heads.getOrDefault(id, Head.none(id)));
        }
    }
}
