package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A logical clock of changes: each change of a conversation, or of what a user may do, advances it by one. It remembers the time
 * of the last change of each.
 *
 * <p>A permit carries the time at which it was asked for. If its conversation, or a user whom it is about, has changed since, the
 * permit is void, and the lane returns the draft. So a member who has left has no entry after the entry that says so.
 *
 * <p>Conversations and users that have not changed for long share one bound. A permit older than that bound is void too,
 * sometimes without need.
 */
@Component
final class ChangeClock {

    private static final int REMEMBERED = 100_000;

    private final AtomicLong now = new AtomicLong();

    // Guarded by changes.
    private final Map<Id, Long> changes = new LinkedHashMap<>();
    private long forgotten;

    long now() {
        return now.get();
    }

    /** @param changed a conversation or a user */
    void changed(Id changed) {
        synchronized (changes) {
            changes.remove(changed);
            changes.put(changed, now.incrementAndGet());
            if (changes.size() > REMEMBERED) {
                var eldest = changes.entrySet().iterator();
                forgotten = eldest.next().getValue();
                eldest.remove();
            }
        }
    }

    /** Voids all permits. */
    void allChanged() {
        synchronized (changes) {
            changes.clear();
            forgotten = now.incrementAndGet();
        }
    }

    /** Whether nothing has changed that the permit depends on. */
    boolean holds(Permit permit) {
        synchronized (changes) {
            return switch (permit.conversation()) {
                case Conversation.Pair pair ->
                    isUnchanged(pair.id(), permit)
                            && isUnchanged(pair.lowUid(), permit)
                            && isUnchanged(pair.highUid(), permit);
                case Conversation.Group group ->
                    isUnchanged(group.id(), permit) && isUnchanged(permit.holder(), permit);
            };
        }
    }

    private boolean isUnchanged(Id id, Permit permit) {
        return changes.getOrDefault(id, forgotten) <= permit.askedAt();
    }
}
