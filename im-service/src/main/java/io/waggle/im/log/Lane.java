package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Head;
import io.waggle.im.log.ChangeWriter.Written;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
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
 * The only writer of the conversations that hash onto it: it numbers what waits and commits it in one transaction.
 *
 * <p>Group commit: while one transaction is on its way to the disk, the next batch gathers, so that the busier the lane, the
 * cheaper an entry. Numbers come from heads that the lane remembers. The usual batch is two statements and a commit;
 * everything below that is about the unusual ones:
 *
 * <ul>
 *   <li><b>Sent again.</b> The lane does not look each draft up. Instead, the unique key on (conversation, sender, client id)
 *       refuses the batch. Nothing was committed then; what is stored is answered with its first number, and the rest is
 *       committed without it.
 *   <li><b>In doubt.</b> When the database fails during a commit, nobody knows whether it happened. The senders are told to
 *       try again (which is then "sent again" if it did happen), and before anything else is committed the lane reads what lies
 *       behind the last number it knew and tells the listeners of it: they are told of every committed entry.
 *   <li><b>Changes</b> are made one by one between the batches, each in a transaction of its own. A draft that was permitted
 *       before the change is sent back.
 * </ul>
 *
 * <p>Confined to its lane's thread.
 */
final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final int REMEMBERED_HEADS = 50_000;

    /** Each is lost only to a commit that was in doubt and came through behind the lane's look at it. */
    private static final int ROUNDS = 4;

    private final EntryStore store;
    private final ChangeWriter writer;
    private final CommitPort port;
    private final ChangeClock changes;
    private final Clock clock;

    private final Map<Id, Head> heads = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Head> eldest) {
            return size() > REMEMBERED_HEADS;
        }
    };

    /** Conversations with entries that may have been committed, and the last head that is known. */
    private final Map<Conversation, Head> doubts = new LinkedHashMap<>();

    Lane(EntryStore store, ChangeWriter writer, CommitPort port, ChangeClock changes, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.port = port;
        this.changes = changes;
        this.clock = clock;
    }

    /** Does the tasks in their order and tells the listeners. Afterwards each task has its outcome. */
    void process(List<? extends LaneTask<?>> tasks) {
        LaneBatch batch = new LaneBatch();
        for (LaneTask<?> task : tasks) {
            switch (task) {
                case LaneTask.Append append -> batch.appends().add(append);
                case LaneTask.Erase erase -> batch.erasures().add(erase);
                case LaneTask.Change<?> change -> {
                    write(batch);
                    batch = new LaneBatch();
                    make(change);
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
            commitOrAnswerStored(batch.with(withoutOutdated(batch.appends())));
        } catch (RuntimeException | Error failure) {
            // Whatever it was, the next batch gets its turn: a dead lane would be silence for its conversations.
            log.warn("A batch of {} could not be committed; its senders are asked to try again", batch.size(), failure);
            batch.refuse(ErrorCode.UNAVAILABLE);
        }
    }

    /** Sends back the drafts whose permits no longer hold. */
    private List<LaneTask.Append> withoutOutdated(List<LaneTask.Append> appends) {
        List<LaneTask.Append> rest = new ArrayList<>(appends.size());
        for (LaneTask.Append append : appends) {
            Permit permit = append.permit();
            if (changes.hasChangedSince(append.conversationId(), permit.askedAt())
                    || permit.goodUntil() < clock.millis()) {
                append.outcome().completeExceptionally(new Outdated());
            } else {
                rest.add(append);
            }
        }
        return rest;
    }

    private <T> void make(LaneTask.Change<T> task) {
        try {
            settleDoubts();
            T result = commit(task);
            task.outcome().complete(result);
        } catch (Refused refused) {
            task.outcome().completeExceptionally(refused);
        } catch (RuntimeException | Error failure) {
            log.warn("A change could not be committed; its caller is told to try again", failure);
            task.refuse(ErrorCode.UNAVAILABLE);
        }
    }

    private <T> T commit(LaneTask.Change<T> task) {
        Conversation conversation = task.conversation();
        Head head = Objects.requireNonNull(headsOf(List.of(task)).get(conversation.id()));
        Written<T> written;
        try {
            written = writer.write(head, task.actor(), task.work());
        } catch (Refused refused) {
            throw refused;
        } catch (RuntimeException unknown) {
            changes.changed(conversation.id());
            doubt(List.of(task));
            throw unknown;
        }
        heads.put(conversation.id(), written.head());
        changes.changed(conversation.id());
        written.rows().forEach(row -> port.committed(conversation, row));
        return written.result();
    }

    boolean inDoubt() {
        return !doubts.isEmpty();
    }

    /**
     * Tells the listeners of entries that turn out to have been committed. Fails while the database cannot be asked.
     *
     * <p>The heads go exactly as far as what was told. A commit that comes through later still is in the way of the next one,
     * whose numbers are the same, and so it is found.
     */
    void settleDoubts() {
        for (var doubt = doubts.entrySet().iterator(); doubt.hasNext(); doubt.remove()) {
            Map.Entry<Conversation, Head> known = doubt.next();
            Head head = known.getValue();
            for (EntryRow row : store.after(head.conversationId(), head.lastSeq())) {
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
                // Or a commit that was in doubt came through late; either way, look again.
                doubt(rest.appends());
                settleDoubts();
                rest = rest.with(withoutStored(rest.appends()));
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
        try {
            store.write(rows, next.values(), batch.erased());
        } catch (DuplicateKeyException notCommitted) {
            throw notCommitted;
        } catch (RuntimeException unknown) {
            doubt(appends);
            throw unknown;
        }
        heads.putAll(next);
        for (int i = 0; i < rows.size(); i++) {
            // In this order, so that an entry is on its way to its receivers before its sender knows that it is stored.
            port.committed(appends.get(i).conversation(), rows.get(i));
            appends.get(i).outcome().complete(rows.get(i).place());
        }
        batch.erasures().forEach(erase -> erase.outcome().complete(null));
    }

    /** The heads of the tasks' conversations: remembered, or read, or none yet. */
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

    /** Gives each draft the next number of its conversation, moving the heads along. */
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

    /** Answers what is stored already, and what is twice in the batch as soon as the first of the two is; returns the rest. */
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

    /** The second has the outcome of the first. */
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
