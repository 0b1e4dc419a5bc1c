package io.waggle.broker.connection;

import io.waggle.broker.connection.SubscriptionFlood.Figures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the load test briefly, so that it keeps working. */
class SubscriptionFloodIT {

    @Test
    void run_short_reportsFigures() throws Exception {
        Figures figures = SubscriptionFlood.run(2, 100, 1);

        assertThat(figures.without().p50()).isPositive();
        assertThat(figures.with().max()).isGreaterThanOrEqualTo(figures.with().p50());
        assertThat(figures.filtersASecond()).isPositive();
    }
}
