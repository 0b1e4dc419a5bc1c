package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PairKeyTest {

    @Test
    void of_eitherWayRound_same() {
        assertThat(PairKey.of(new Id(1), new Id(2)))
                .isEqualTo(PairKey.of(new Id(2), new Id(1)))
                .hasSize(16);
    }

    @Test
    void of_otherPair_differs() {
        assertThat(PairKey.of(new Id(1), new Id(2))).isNotEqualTo(PairKey.of(new Id(1), new Id(3)));
    }
}
