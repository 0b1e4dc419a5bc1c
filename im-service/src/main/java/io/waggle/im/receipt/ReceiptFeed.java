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
 * Receipts that wait to be pushed: of each conversation at most one push in a {@link #PAUSE}, with the newest that there is.
 *
 * <p>The first after a silence does not wait. Conversations are forgotten once their pause is over, so there are no more of
 * them here than had receipts in the last second.
 */
final class ReceiptFeed {

    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final class Waiting {
        final Due.@Nullable Pair pair;
        Map<Id, Progress> members = new LinkedHashMap<>();
        /** Until then nothing more is pushed. */
        long restsUntil;

        Waiting(Due.@Nullable Pair pair) {
            this.pair = pair;
        }
    }

    // Guarded by this.
    private final Map<Id, Waiting> conversations = new HashMap<>();

    synchronized void note(Id conversation, Due.@Nullable Pair pair, Id uid, Progress progress) {
        conversations
                .computeIfAbsent(conversation, id -> new Waiting(pair))
                .members
                .merge(uid, progress, Progress.FURTHEST);
    }

    /** Takes what may be pushed at this time. */
    synchronized List<Due> due(long now) {
        List<Due> due = new ArrayList<>();
        for (Iterator<Map.Entry<Id, Waiting>> all = conversations.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Id, Waiting> entry = all.next();
            Waiting waiting = entry.getValue();
            // A clock that was put back is not to silence anyone for long.
            boolean rests = waiting.restsUntil > now && waiting.restsUntil <= now + PAUSE.toMillis();
            if (rests) {
                continue;
            }
            if (waiting.members.isEmpty()) {
                all.remove();
            } else {
                due.add(take(entry.getKey(), waiting));
                waiting.restsUntil = now + PAUSE.toMillis();
            }
        }
        return due;
    }

    /** Takes all that there is, paused or not. */
    synchronized List<Due> all() {
        List<Due> all = new ArrayList<>();
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

    private static Due take(Id conversation, Waiting waiting) {
        Due due = new Due(conversation, waiting.pair, waiting.members);
        waiting.members = new LinkedHashMap<>();
        return due;
    }
}
