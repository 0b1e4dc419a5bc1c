package io.waggle.im.reaction;

import io.waggle.im.log.EntryRef;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class ReactionFeedTest {

    private static final long NOW = 1_000_000;
    private static final long PAUSE = ReactionFeed.PAUSE.toMillis();

    private final EntryRef message = new EntryRef(new Id(1), 17);
    private final DueNotice.Added alice = new DueNotice.Added(new Id(2), "up");
    private final DueNotice.Added bob = new DueNotice.Added(new Id(3), "up");
    private final ReactionFeed feed = new ReactionFeed();

    @Test
    void due_firstAfterASilence_isDueAtOnce() {
        feed.added(message, alice);

        assertThat(feed.due(NOW)).containsExactly(new DueNotice(message, alice));
        assertThat(feed.due(NOW)).isEmpty();
    }

    @Test
    void due_withinThePause_waitsAndNamesTheLatest() {
        feed.added(message, alice);
        feed.due(NOW);
        feed.added(message, alice);
        feed.added(message, bob);

        assertThat(feed.due(NOW + PAUSE - 1)).isEmpty();
        assertThat(feed.due(NOW + PAUSE)).containsExactly(new DueNotice(message, bob));
    }

    @Test
    void due_manyReactions_oneNoticeAPause() {
        long notices = LongStream.range(0, 10 * PAUSE)
                .map(millis -> {
                    feed.added(message, alice);
                    return feed.due(NOW + millis).size();
                })
                .sum();

        assertThat(notices).isEqualTo(10);
    }

    @Test
    void due_removedWhileItWaits_namesNobody() {
        feed.added(message, alice);
        feed.removed(message, alice);

        assertThat(feed.due(NOW)).containsExactly(new DueNotice(message, null));
    }

    @Test
    void due_anotherMessage_doesNotWait() {
        EntryRef other = new EntryRef(new Id(1), 18);
        feed.added(message, alice);
        feed.due(NOW);
        feed.added(other, bob);

        assertThat(feed.due(NOW)).containsExactly(new DueNotice(other, bob));
    }

    @Test
    void due_clockPutBack_waitsNoLongerThanThePause() {
        feed.added(message, alice);
        feed.due(NOW);
        feed.added(message, bob);

        assertThat(feed.due(NOW - 10 * PAUSE)).hasSize(1);
    }

    @Test
    void due_afterThePause_forgetsTheMessage() {
        feed.added(message, alice);
        feed.due(NOW);
        feed.due(NOW + PAUSE);

        assertThat(feed.size()).isZero();
    }

    @Test
    void all_withinThePause_takesWhatWaits() {
        feed.added(message, alice);
        feed.due(NOW);
        feed.added(message, bob);

        assertThat(feed.all()).containsExactly(new DueNotice(message, bob));
        assertThat(feed.size()).isZero();
    }
}
