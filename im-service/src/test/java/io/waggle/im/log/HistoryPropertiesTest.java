package io.waggle.im.log;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HistoryPropertiesTest {

    @Test
    void depth_leftOut_isUnlimited() {
        assertThat(new HistoryProperties(null).depth()).isNull();
    }

    @Test
    void depth_lessThanAnHour_isRefusedByName() {
        assertThat(new HistoryProperties(Duration.ofHours(1)).depth()).isEqualTo(Duration.ofHours(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HistoryProperties(Duration.ofMinutes(59)))
                .withMessageContaining("waggle.history.depth");
    }
}
