package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When conversations have last changed, in a time of its own: it goes on by one with each change.
 *
 * <p>Whoever asks whether a message is allowed notes the {@link #now moment} first. If the conversation has changed since, the
 * answer may be out of date, and the lane sends the message back to be asked for again. So nobody's message stands behind
 * the entry that says that it has left.
 *
 * <p>Of conversations that have not changed for long only one bound is kept for all: what was allowed before that is asked
 * again, needlessly perhaps.
 */
@Component
final class Moments {

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

    boolean isOutdated(Id conversation, long moment) {
        synchronized (changes) {
            return moment < changes.getOrDefault(conversation, forgotten);
        }
    }
}
