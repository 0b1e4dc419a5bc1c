package io.waggle.media.sweep;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SweepPropertiesTest {

    @Test
    void grace_shorterThanACommitMayTake_refused() {
        assertThatThrownBy(() -> new SweepProperties(Duration.ofMinutes(9))).hasMessageContaining("at least 10m");
    }
}
