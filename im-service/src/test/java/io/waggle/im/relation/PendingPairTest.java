package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PendingPairTest {

    @Test
    void of_eitherWayRound_same() {
        assertThat(PendingPair.of(new Id(1), new Id(2)))
                .isEqualTo(PendingPair.of(new Id(2), new Id(1)))
                .hasSize(16);
    }

    @Test
    void of_otherPair_differs() {
        assertThat(PendingPair.of(new Id(1), new Id(2))).isNotEqualTo(PendingPair.of(new Id(1), new Id(3)));
    }
}
