package io.waggle.broker.connection;

import io.waggle.parts.SettableClock;
import io.waggle.protocol.Limits;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class FilterBudgetTest {

    private final SettableClock clock = new SettableClock();
    private final FilterBudget budget = new FilterBudget(clock);

    @Test
    void take_largestPacketFirst_doesNotWait() {
        assertThat(budget.take(Limits.FILTERS)).isZero();
    }

    @Test
    void take_beyondTheBurst_waitsUntilTheDebtIsPaid() {
        budget.take(Limits.FILTERS);

        assertThat(budget.take(Limits.FILTERS_PER_SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void take_afterTheWait_refilledTokensNeedNoWait() {
        budget.take(Limits.FILTERS);
        budget.take(Limits.FILTERS_PER_SECOND);
        clock.advance(Duration.ofSeconds(2));

        assertThat(budget.take(Limits.FILTERS_PER_SECOND)).isZero();
        assertThat(budget.take(Limits.FILTERS_PER_SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void take_afterALongTime_hasNoMoreThanTheBurst() {
        clock.advance(Duration.ofSeconds(1_000_000));

        assertThat(budget.take(Limits.FILTERS)).isZero();
        assertThat(budget.take(1)).isPositive();
    }

    @Test
    void take_clockSetBack_addsNothing() {
        budget.take(Limits.FILTERS);
        clock.advance(Duration.ofSeconds(-100));

        assertThat(budget.take(Limits.FILTERS_PER_SECOND)).isEqualTo(Duration.ofSeconds(1));
    }
}
