package io.waggle.broker.connection;

import io.waggle.protocol.Limits;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;

class FilterBudgetTest {

    private final SettableClock clock = new SettableClock();
    private final FilterBudget budget = new FilterBudget(clock);

    @Test
    void take_theLargestPacketFirst_doesNotWait() {
        assertThat(budget.take(Limits.FILTERS)).isZero();
    }

    @Test
    void take_beyondTheBurst_waitsUntilItIsPaidFor() {
        budget.take(Limits.FILTERS);

        assertThat(budget.take(Limits.FILTERS_PER_SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void take_afterTheWait_doesNotWaitForWhatHasBeenEarned() {
        budget.take(Limits.FILTERS);
        budget.take(Limits.FILTERS_PER_SECOND);
        clock.now = clock.now.plusSeconds(2);

        assertThat(budget.take(Limits.FILTERS_PER_SECOND)).isZero();
        assertThat(budget.take(Limits.FILTERS_PER_SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void take_afterALongTime_hasEarnedNoMoreThanTheBurst() {
        clock.now = clock.now.plusSeconds(1_000_000);

        assertThat(budget.take(Limits.FILTERS)).isZero();
        assertThat(budget.take(1)).isPositive();
    }

    @Test
    void take_clockPutBack_earnsNothing() {
        budget.take(Limits.FILTERS);
        clock.now = clock.now.minusSeconds(100);

        assertThat(budget.take(Limits.FILTERS_PER_SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
