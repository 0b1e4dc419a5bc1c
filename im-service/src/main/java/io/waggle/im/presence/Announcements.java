package io.waggle.im.presence;

import io.waggle.im.live.Live;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Announces presence changes to the watchers, after each announcement is recorded and committed. */
@Component
class Announcements {

    private static final int AT_ONCE = 500;
    private static final int AGAIN_MAX = 10_000;
    /** Longer than it takes to publish a committed announcement. */
    private static final Duration UNCERTAIN = Duration.ofMinutes(1);

    private final PresenceMapper presences;
    private final TransactionTemplate transaction;
    private final Live live;
    private final Clock clock;

    Announcements(PresenceMapper presences, TransactionTemplate transaction, Live live, Clock clock) {
        this.presences = presences;
        this.transaction = transaction;
        this.live = live;
        this.clock = clock;
    }

    /** Announces all changes that are due. */
    void announceDue() {
        while (announceSome()) {}
    }

    /**
     * Repeats recent announcements, since a process that died may have committed but not published them. A receiver that knows
     * the version already skips it.
     */
    void announceAgain() {
        presences
                .findToldSince(clock.millis() - UNCERTAIN.toMillis(), AGAIN_MAX)
                .forEach(row -> live.watched(row.uid(), row.state()));
    }

    private boolean announceSome() {
        long now = clock.millis();
        List<PresenceRow> due = Objects.requireNonNull(transaction.execute(status -> {
            List<PresenceRow> held = presences.holdDue(now, AT_ONCE);
            if (!held.isEmpty()) {
                presences.update(held.stream().map(row -> row.announced(now)).toList());
            }
            return held;
        }));
        for (PresenceRow row : due) {
            PresenceRow told = row.announced(now);
            if (told.version() > row.version()) {
                live.watched(told.uid(), told.state());
            }
        }
        return due.size() == AT_ONCE;
    }
}
