package io.waggle.im.reaction;

import io.waggle.im.log.EntryRef;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The messages whose members wait to be notified of new reactions. Each message has at most one notice per {@link #PAUSE}.
 *
 * <p>The first change after a quiet time does not wait. A message is removed when its pause is over and nothing waits, so this
 * holds only the messages whose reactions changed in the last second.
 */
final class ReactionFeed {

    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final class Waiting {
        boolean changed;
        DueNotice.@Nullable Added latest;
        /** Nothing more is sent until this time. */
        long pausedUntil;
    }

    // Guarded by this.
    private final Map<EntryRef, Waiting> messages = new HashMap<>();

    synchronized void added(EntryRef message, DueNotice.Added added) {
        Waiting waiting = changed(message);
        waiting.latest = added;
    }

    synchronized void removed(EntryRef message, DueNotice.Added removed) {
        Waiting waiting = changed(message);
        if (removed.equals(waiting.latest)) {
            waiting.latest = null;
        }
    }

    private Waiting changed(EntryRef message) {
        Waiting waiting = messages.computeIfAbsent(message, first -> new Waiting());
        waiting.changed = true;
        return waiting;
    }

    /** Takes the notices that may be sent at this time. */
    synchronized List<DueNotice> due(long now) {
        List<DueNotice> due = new ArrayList<>();
        for (Iterator<Map.Entry<EntryRef, Waiting>> all = messages.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<EntryRef, Waiting> entry = all.next();
            Waiting waiting = entry.getValue();
            // If the clock is put back, the pause must not become longer.
            boolean paused = waiting.pausedUntil > now && waiting.pausedUntil <= now + PAUSE.toMillis();
            if (paused) {
                continue;
            }
            if (waiting.changed) {
                due.add(take(entry.getKey(), waiting));
                waiting.pausedUntil = now + PAUSE.toMillis();
            } else {
                all.remove();
            }
        }
        return due;
    }

    /** Takes all notices, paused or not. */
    synchronized List<DueNotice> all() {
        List<DueNotice> all = new ArrayList<>();
        messages.forEach((message, waiting) -> {
            if (waiting.changed) {
                all.add(take(message, waiting));
            }
        });
        messages.clear();
        return all;
    }

    synchronized int size() {
        return messages.size();
    }

    private static DueNotice take(EntryRef message, Waiting waiting) {
        DueNotice due = new DueNotice(message, waiting.latest);
        waiting.changed = false;
        waiting.latest = null;
        return due;
    }
}
