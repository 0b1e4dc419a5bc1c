package io.waggle.im.presence;

import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class PresenceRowTest {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long T0 = 1_795_251_600_000L;

    @Test
    void withDevices_comes_isToldAtOnce() {
        assertThat(come(PresenceRow.of(new Id(1)), T0).dueAt()).isEqualTo(T0);
    }

    @Test
    void withDevices_goes_isToldAfterTheGrace() {
        PresenceRow online = come(PresenceRow.of(new Id(1)), T0).announced(T0);

        PresenceRow away = go(online, T0 + 60_000);

        assertThat(away.dueAt()).isEqualTo(T0 + 70_000);
        assertThat(away.current()).isEqualTo(ShownPresence.online(null));
        assertThat(away.announced(T0 + 70_000).current()).isEqualTo(ShownPresence.offline(T0 + 60_000));
    }

    @Test
    void withDevices_backWithinTheGrace_nothingIsTold() {
        PresenceRow online = come(PresenceRow.of(new Id(1)), T0).announced(T0);

        assertThat(come(go(online, T0 + 60_000), T0 + 69_999).dueAt()).isNull();
    }

    @Test
    void withDevices_oneOfTwoGoes_nothingIsTold() {
        PresenceRow online = come(PresenceRow.of(new Id(1)), T0).announced(T0);

        assertThat(online.withDevices(true, T0 + 1, T0 + 1, GRACE).dueAt()).isNull();
    }

    @Test
    void withStatus_invisible_looksOfflineAtOnceAndStaysFrozen() {
        PresenceRow online = come(PresenceRow.of(new Id(1)), T0).announced(T0);

        PresenceRow invisible = online.withStatus("here", true, T0 + 1_000, GRACE);
        assertThat(invisible.dueAt()).isEqualTo(T0 + 1_000);
        assertThat(invisible.current()).isEqualTo(ShownPresence.offline(T0 + 1_000));
        PresenceRow later = come(go(invisible.announced(T0 + 1_000), T0 + 5_000), T0 + 9_000);

        assertThat(later.dueAt()).isNull();
        assertThat(later.current()).isEqualTo(ShownPresence.offline(T0 + 1_000));
    }

    @Test
    void withStatus_visibleAgain_isToldAfterTheGrace() {
        PresenceRow invisible = come(PresenceRow.of(new Id(1)), T0)
                .announced(T0)
                .withStatus(null, true, T0 + 20_000, GRACE)
                .announced(T0 + 20_000);

        PresenceRow visible = invisible.withStatus("back", false, T0 + 21_000, GRACE);

        assertThat(visible.dueAt()).isEqualTo(T0 + 30_000);
        assertThat(visible.announced(T0 + 30_000).current()).isEqualTo(ShownPresence.online("back"));
    }

    @Test
    void tell_nothingNew_sameVersion() {
        PresenceRow online = come(PresenceRow.of(new Id(1)), T0).announced(T0);

        assertThat(online.announced(T0 + 1).version()).isEqualTo(online.version());
    }

    /** Whoever comes and goes at random is told of no more often than the grace time allows, and rightly in the end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomWalk_toldSeldomAndRightlyInTheEnd(long seed) {
        Random random = new Random(seed);
        PresenceRow row = PresenceRow.of(new Id(1));
        long now = T0;
        long lastGone = 0;
        for (int step = 0; step < 5_000; step++) {
            long next = now + random.nextLong(1, 15_000);
            row = tellUntil(row, next);
            now = next;
            if (row.online()) {
                lastGone = now;
                row = go(row, now);
            } else {
                row = come(row, now);
            }
        }
        row = tellUntil(row, now + GRACE.toMillis());

        assertThat(row.current())
                .isEqualTo(row.online() ? ShownPresence.online(null) : ShownPresence.offline(lastGone));
        assertThat(row.dueAt()).isNull();
    }

    private static PresenceRow tellUntil(PresenceRow row, long until) {
        Long due = row.dueAt();
        if (due == null || due > until) {
            return row;
        }
        PresenceRow told = row.announced(due);
        assertThat(told.toldAt() - row.toldAt()).isGreaterThanOrEqualTo(GRACE.toMillis());
        return told;
    }

    private static PresenceRow come(PresenceRow row, long now) {
        return row.withDevices(true, null, now, GRACE);
    }

    private static PresenceRow go(PresenceRow row, long now) {
        return row.withDevices(false, now, now, GRACE);
    }
}
