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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one writer of the conversations that hash onto it: it numbers what waits and commits it in one transaction.
 *
 * <p>Group commit: while one transaction is on its way to the disk, the next batch gathers, so that the busier the lane, the
 * cheaper a message. Numbers come from heads that the lane remembers. The usual batch is two statements and a commit;
 * everything below that is about the unusual ones:
 *
 * <ul>
 *   <li><b>Sent again.</b> Instead of looking each message up, the unique key on (sender, client id) objects. Nothing was
 *       committed then; what is stored is answered with its first number, and the rest is committed without it.
 *   <li><b>In doubt.</b> When the database fails during a commit, nobody knows whether it happened. The senders are told to
 *       try again (which is then "sent again" if it did happen), heads are forgotten, and before anything else is committed
 *       the lane reads what lies behind the last number it knew and announces it: committed is announced, always.
 *   <li><b>Changes</b> of a group are made one by one between the batches, each in a transaction of its own. A message that was
 *       allowed before the change is sent back to be asked for again.
 * </ul>
 *
 * <p>Confined to its lane's thread.
 */
final class MessageLane {

    private static final Logger log = LoggerFactory.getLogger(MessageLane.class);
    private static final int REMEMBERED_HEADS = 50_000;

    /** Each is lost only to another lane, which has just stored one of the same messages for another conversation. */
    private static final int ROUNDS = 4;

    private final MessageStore store;
    private final ChangeWriter writer;
    private final Announcer announcer;
    private final Moments moments;
    private final Clock clock;

    private final Map<Id, Head> heads = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Head> eldest) {
            return size() > REMEMBERED_HEADS;
        }
    };

    /** Conversations with entries that may have been committed, and the last number that is known. */
    private final Map<Conversation, Long> doubts = new LinkedHashMap<>();

    MessageLane(MessageStore store, ChangeWriter writer, Announcer announcer, Moments moments, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.announcer = announcer;
        this.moments = moments;
        this.clock = clock;
    }

    /** Does what waits, in its order, and tells everyone; afterwards each task has its outcome. */
    void process(List<? extends LaneTask> tasks) {
        List<Draft> drafts = new ArrayList<>(tasks.size());
        for (LaneTask task : tasks) {
            switch (task) {
                case Draft draft -> drafts.add(draft);
                case ChangeTask<?> change -> {
                    append(drafts);
                    drafts.clear();
                    make(change);
                }
            }
        }
        append(drafts);
    }

    private void append(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        try {
            settleDoubts();
            commitOrAnswerStored(withoutOutdated(drafts));
        } catch (RuntimeException | Error failure) {
            // Whatever it was, the next batch gets its turn: a dead lane would be silence for its conversations.
            log.warn(
                    "{} messages could not be committed; their senders are asked to try again", drafts.size(), failure);
            drafts.forEach(draft -> draft.reject(ErrorCode.UNAVAILABLE));
        }
    }

    /** Sends back what was allowed before its conversation changed. */
    private List<Draft> withoutOutdated(List<Draft> drafts) {
        List<Draft> rest = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            if (moments.isOutdated(draft.conversation().id(), draft.allowedAt())
                    || draft.goodUntil() < clock.millis()) {
                draft.outcome().complete(new AppendOutcome.Outdated());
            } else {
                rest.add(draft);
            }
        }
        return rest;
    }

    private <T> void make(ChangeTask<T> task) {
        try {
            settleDoubts();
            T result = commit(task);
            task.outcome().complete(result);
        } catch (Refused refused) {
            task.outcome().completeExceptionally(refused);
        } catch (RuntimeException | Error failure) {
            log.warn("A change could not be committed; who asked for it is told to try again", failure);
            task.reject(ErrorCode.UNAVAILABLE);
        }
    }

    private <T> T commit(ChangeTask<T> task) {
        Conversation conversation = task.conversation();
        Head head = Objects.requireNonNull(headsOf(List.of(task)).get(conversation.id()));
        Written<T> written;
        try {
            written = writer.write(head, task.actor(), task.work());
        } catch (Refused refused) {
            throw refused;
        } catch (RuntimeException unknown) {
            moments.changed(conversation.id());
            doubt(List.of(task));
            throw unknown;
        }
        heads.put(conversation.id(), written.head());
        moments.changed(conversation.id());
        written.rows().forEach(row -> announcer.announce(conversation, row));
        return written.result();
    }

    boolean inDoubt() {
        return !doubts.isEmpty();
    }

    /** Announces what turns out to have been committed. Fails while the database cannot be asked. */
    void settleDoubts() {
        for (var doubt = doubts.entrySet().iterator(); doubt.hasNext(); doubt.remove()) {
            Map.Entry<Conversation, Long> entry = doubt.next();
            store.after(entry.getKey().id(), entry.getValue())
                    .forEach(row -> announcer.announceAgain(entry.getKey(), row));
        }
    }

    private void commitOrAnswerStored(List<Draft> drafts) {
        List<Draft> rest = drafts;
        for (int round = 1; true; round++) {
            try {
                commit(rest);
                return;
            } catch (DuplicateKeyException sentAgain) {
                if (round == ROUNDS) {
                    throw sentAgain;
                }
                // Or a commit that was in doubt came through late; either way, look again.
                doubt(rest);
                settleDoubts();
                rest = withoutStored(rest);
            }
        }
    }

    private void commit(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        Map<Id, Head> next = headsOf(drafts);
        List<MessageRow> rows = number(drafts, next);
        try {
            store.append(rows, next.values());
        } catch (DuplicateKeyException notCommitted) {
            throw notCommitted;
        } catch (RuntimeException unknown) {
            doubt(drafts);
            throw unknown;
        }
        heads.putAll(next);
        for (int i = 0; i < rows.size(); i++) {
            // In this order, so that what a sender knows to be sent is on its way to those who receive it.
            announcer.announce(drafts.get(i).conversation(), rows.get(i));
            drafts.get(i).outcome().complete(committed(rows.get(i)));
        }
    }

    /** The heads of the tasks' conversations: remembered, or read, or none yet. */
    private Map<Id, Head> headsOf(List<? extends LaneTask> tasks) {
        Map<Id, Head> known = new HashMap<>();
        List<Id> unknown = new ArrayList<>();
        for (LaneTask task : tasks) {
            Id id = task.conversation().id();
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
    private List<MessageRow> number(List<Draft> drafts, Map<Id, Head> heads) {
        long now = clock.millis();
        List<MessageRow> rows = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Head head = heads.compute(
                    draft.conversation().id(), (id, last) -> (last == null ? Head.none(id) : last).nextMessage(now));
            rows.add(draft.at(head));
        }
        return rows;
    }

    /** Answers what is stored already, and what is twice in the batch as soon as the first of the two is; returns the rest. */
    private List<Draft> withoutStored(List<Draft> drafts) {
        Map<MessageKey, MessageRow> stored = store
                .stored(drafts.stream().map(Draft::key).toList())
                .stream()
                .collect(Collectors.toMap(MessageRow::key, Function.identity()));
        Map<MessageKey, Draft> rest = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            MessageRow row = stored.get(draft.key());
            if (row != null) {
                draft.outcome().complete(committed(row));
                continue;
            }
            Draft first = rest.putIfAbsent(draft.key(), draft);
            if (first != null) {
                var unused = first.outcome().thenAccept(draft.outcome()::complete);
            }
        }
        return List.copyOf(rest.values());
    }

    private void doubt(List<? extends LaneTask> tasks) {
        for (LaneTask task : tasks) {
            Id id = task.conversation().id();
            Head known = heads.getOrDefault(id, Head.none(id));
            doubts.putIfAbsent(task.conversation(), known.lastSeq());
        }
        tasks.forEach(task -> heads.remove(task.conversation().id()));
    }

    private static AppendOutcome committed(MessageRow row) {
        return new AppendOutcome.Committed(row.conversationId(), row.seq(), row.createdAt());
    }
}
