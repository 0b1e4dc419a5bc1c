package io.waggle.im.receipt;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The receipts that wait to be pushed. Each conversation has at most one push per {@link #PAUSE}, with the newest cursors.
 *
 * <p>The first receipt after a quiet time does not wait. A conversation is removed when its pause is over and nothing waits, so
 * this holds only the conversations that had receipts in the last second.
 */
final class ReceiptFeed {

    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final class Waiting {
        final DueReceipts.@Nullable Pair pair;
        Map<Id, Progress> members = new LinkedHashMap<>();
        /** Nothing more is pushed until this time. */
        long pausedUntil;

        Waiting(DueReceipts.@Nullable Pair pair) {
            this.pair = pair;
        }
    }

    // Guarded by this.
    private final Map<Id, Waiting> conversations = new HashMap<>();

    synchronized void note(Id conversation, DueReceipts.@Nullable Pair pair, Id uid, Progress progress) {
        conversations
                .computeIfAbsent(conversation, id -> new Waiting(pair))
                .members
                .merge(uid, progress, Progress.FURTHEST);
    }

    /** Takes the receipts that may be pushed at this time. */
    synchronized List<DueReceipts> due(long now) {
        List<DueReceipts> due = new ArrayList<>();
        for (Iterator<Map.Entry<Id, Waiting>> all = conversations.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Id, Waiting> entry = all.next();
            Waiting waiting = entry.getValue();
            // If the clock is put back, the pause must not become longer.
            boolean paused = waiting.pausedUntil > now && waiting.pausedUntil <= now + PAUSE.toMillis();
            if (paused) {
                continue;
            }
            if (waiting.members.isEmpty()) {
                all.remove();
            } else {
                due.add(take(entry.getKey(), waiting));
                waiting.pausedUntil = now + PAUSE.toMillis();
            }
        }
        return due;
    }

    /** Takes all receipts, paused or not. */
    synchronized List<DueReceipts> all() {
        List<DueReceipts> all = new ArrayList<>();
        conversations.forEach((conversation, waiting) -> {
            if (!waiting.members.isEmpty()) {
                all.add(take(conversation, waiting));
            }
        });
        conversations.clear();
        return all;
    }

    synchronized int size() {
        return conversations.size();
    }

    private static DueReceipts take(Id conversation, Waiting waiting) {
        DueReceipts due = new DueReceipts(conversation, waiting.pair, waiting.members);
        waiting.members = new LinkedHashMap<>();
        return due;
    }
}
