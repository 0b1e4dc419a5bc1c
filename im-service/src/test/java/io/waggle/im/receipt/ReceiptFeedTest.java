package io.waggle.im.receipt;

import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptFeedTest {

    private static final long NOW = 1_000_000;
    private static final long PAUSE = ReceiptFeed.PAUSE.toMillis();

    private final Id conversation = new Id(1);
    private final Id alice = new Id(2);
    private final Id bob = new Id(3);
    private final ReceiptFeed feed = new ReceiptFeed();

    @Test
    void due_firstAfterASilence_isDueAtOnce() {
        read(alice, 1);

        assertThat(feed.due(NOW)).containsExactly(due(Map.of(alice, read(1))));
        assertThat(feed.due(NOW)).isEmpty();
    }

    @Test
    void due_withinThePause_waitsAndTheNewestWins() {
        read(alice, 1);
        feed.due(NOW);
        read(alice, 2);
        read(alice, 5);
        read(alice, 4);

        assertThat(feed.due(NOW + PAUSE - 1)).isEmpty();
        assertThat(feed.due(NOW + PAUSE)).containsExactly(due(Map.of(alice, read(5))));
    }

    @Test
    void due_manyMoves_onePushAPause() {
        long pushes = LongStream.range(0, 10 * PAUSE)
                .map(millis -> {
                    read(alice, millis);
                    return feed.due(NOW + millis).size();
                })
                .sum();

        assertThat(pushes).isEqualTo(10);
    }

    @Test
    void due_severalReaders_areOnePush() {
        read(alice, 1);
        read(bob, 2);

        assertThat(feed.due(NOW)).containsExactly(due(Map.of(alice, read(1), bob, read(2))));
    }

    @Test
    void due_readAndDelivered_areOneState() {
        feed.note(conversation, null, alice, new Progress(null, 7L));
        read(alice, 5);

        assertThat(feed.due(NOW)).containsExactly(due(Map.of(alice, new Progress(5L, 7L))));
    }

    @Test
    void due_afterThePause_conversationsAreForgotten() {
        LongStream.range(0, 100).forEach(id -> feed.note(new Id(id), null, alice, read(1)));

        assertThat(feed.due(NOW)).hasSize(100);
        feed.due(NOW + PAUSE);

        assertThat(feed.size()).isZero();
    }

    @Test
    void due_clockPutBack_silencesNobody() {
        read(alice, 1);
        feed.due(NOW);
        read(alice, 2);

        assertThat(feed.due(NOW - 3_600_000)).hasSize(1);
    }

    @Test
    void all_withinThePause_takesWhatWaits() {
        read(alice, 1);
        feed.due(NOW);
        read(alice, 2);

        assertThat(feed.all()).containsExactly(due(Map.of(alice, read(2))));
        assertThat(feed.all()).isEmpty();
    }

    private void read(Id uid, long seq) {
        feed.note(conversation, null, uid, read(seq));
    }

    private static Progress read(long seq) {
        return new Progress(seq, null);
    }

    private DueReceipts due(Map<Id, Progress> members) {
        return new DueReceipts(conversation, null, members);
    }
}
