package io.waggle.im.reaction;

import io.waggle.im.log.EntryRef;
import io.waggle.protocol.Id;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/** Notifies members of changed reactions. The caller has stored the change before. */
@Component
class ReactionNotices implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReactionNotices.class);
    private static final long TICK_MILLIS = 100;

    private final ReactionFeed feed = new ReactionFeed();
    private final ReactionPusher pusher;
    private final Clock clock;
    private volatile boolean running;

    ReactionNotices(ReactionPusher pusher, Clock clock) {
        this.pusher = pusher;
        this.clock = clock;
    }

    void reacted(EntryRef message, Id uid, String emoji) {
        feed.added(message, new DueNotice.Added(uid, emoji));
    }

    void unreacted(EntryRef message, Id uid, String emoji) {
        feed.removed(message, new DueNotice.Added(uid, emoji));
    }

    @Scheduled(fixedDelay = TICK_MILLIS)
    void tick() {
        if (running) {
            push(feed.due(clock.millis()));
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Sends all waiting notices, paused or not. */
    @Override
    public void stop() {
        running = false;
        push(feed.all());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void push(List<DueNotice> due) {
        try {
            if (!due.isEmpty()) {
                pusher.push(due);
            }
        } catch (DataAccessException away) {
            log.warn(
                    "Reactions to {} messages could not be pushed; clients read them in the history", due.size(), away);
        }
    }
}
