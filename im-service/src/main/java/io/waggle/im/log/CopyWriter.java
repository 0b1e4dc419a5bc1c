package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.im.log.ChangeWriter.Written;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes copies of messages and stores them, in one transaction. */
@Component
final class CopyWriter {

    private final EntryStore store;
    private final SlowMode slowMode;
    private final Clock clock;

    CopyWriter(EntryStore store, Clock clock) {
        this.store = store;
        this.slowMode = new SlowMode(store, clock);
        this.clock = clock;
    }

    /**
     * Stores the copies that are not stored yet.
     *
     * @param head the conversation's newest entry
     * @return the places of all copies
     */
    Written<List<Committed>> write(Head head, LaneTask.Copying task) {
        Map<EntryKey, EntryRow> stored = new HashMap<>();
        store.stored(task.keys()).forEach(row -> stored.put(row.key(), row));
        if (stored.keySet().containsAll(task.keys())) {
            return new Written<>(places(task, stored), List.of(), head);
        }
        slowMode.require(task.permit(), task.keys());
        return store.inTransaction(() -> write(head, task, stored));
    }

    private Written<List<Committed>> write(Head head, LaneTask.Copying task, Map<EntryKey, EntryRow> stored) {
        List<Copy> missing = task.work().apply(task.conversation()).stream()
                .filter(copy -> !stored.containsKey(copy.draft().keyIn(task.conversation())))
                .toList();
        Numbering numbering = new Numbering(head, clock.millis());
        List<EntryRow> rows =
                missing.stream().map(Copy::draft).map(numbering::next).toList();
        store.write(rows, List.of(numbering.head()), List.of());
        for (int i = 0; i < rows.size(); i++) {
            if (!missing.get(i).combined().isEmpty()) {
                store.writeCombined(rows.get(i), missing.get(i).combined());
            }
        }
        rows.forEach(row -> stored.put(row.key(), row));
        return new Written<>(places(task, stored), rows, numbering.head());
    }

    private static List<Committed> places(LaneTask.Copying task, Map<EntryKey, EntryRow> rows) {
        return task.keys().stream()
                .map(key -> Objects.requireNonNull(rows.get(key)).place())
                .toList();
    }
}
