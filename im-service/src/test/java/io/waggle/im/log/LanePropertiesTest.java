package io.waggle.im.log;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LanePropertiesTest {

    @Test
    void lanes_defaults() {
        LaneProperties lanes = bind("waggle.lanes", LaneProperties.class, Map.of());

        assertThat(lanes.count()).isBetween(2, 8);
        assertThat(lanes.batch()).isEqualTo(500);
        assertThat(lanes.gather()).isEqualTo(Duration.ofMillis(2));
        assertThat(lanes.backlog()).isEqualTo(20_000);
    }

    @Test
    void lanes_allKeys() {
        LaneProperties lanes = bind(
                "waggle.lanes",
                LaneProperties.class,
                Map.of(
                        "waggle.lanes.count",
                        "3",
                        "waggle.lanes.batch",
                        "10",
                        "waggle.lanes.gather",
                        "5ms",
                        "waggle.lanes.backlog",
                        "20"));

        assertThat(lanes).isEqualTo(new LaneProperties(3, 10, Duration.ofMillis(5), 20));
    }

    @Test
    void lanes_nonsense_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LaneProperties(-1, 10, Duration.ZERO, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new LaneProperties(1, 10, Duration.ZERO, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> new LaneProperties(1, 10, Duration.ofMillis(-1), 20));
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }
}
