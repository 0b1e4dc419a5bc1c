package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A logical clock of changes: each change of a conversation advances it by one. It remembers the time of each conversation's
 * last change.
 *
 * <p>A permit carries the time at which it was asked for. If the conversation has changed since, the permit is void, and the
 * lane returns the draft. So a member who has left has no entry after the entry that says so.
 *
 * <p>Conversations that have not changed for long share one bound. A permit older than that bound is void too, sometimes
 * without need.
 */
@Component
final class ChangeClock {

    private static final int REMEMBERED = 10_000;

    private final AtomicLong now = new AtomicLong();

    // Guarded by changes.
    private final Map<Id, Long> changes = new LinkedHashMap<>();
    private long forgotten;

    long now() {
        return now.get();
    }

    void changed(Id conversation) {
        synchronized (changes) {
            changes.remove(conversation);
            changes.put(conversation, now.incrementAndGet());
            if (changes.size() > REMEMBERED) {
                var eldest = changes.entrySet().iterator();
                forgotten = eldest.next().getValue();
                eldest.remove();
            }
        }
    }

    boolean hasChangedSince(Id conversation, long time) {
        synchronized (changes) {
            return time < changes.getOrDefault(conversation, forgotten);
        }
    }
}
