package io.waggle.im.delivery;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryPropertiesTest {

    @Test
    void delivery_nothingSet_isAsDocumented() {
        assertThat(bind(Map.of())).isEqualTo(new DeliveryProperties(500, 5_000, Duration.ofDays(30)));
    }

    @Test
    void delivery_keysSet_taken() {
        assertThat(bind(Map.of(
                        "waggle.delivery.per-conversation",
                        "10",
                        "waggle.delivery.per-connect",
                        "20",
                        "waggle.delivery.stale-after",
                        "2d")))
                .isEqualTo(new DeliveryProperties(10, 20, Duration.ofDays(2)));
    }

    private static DeliveryProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waggle.delivery", DeliveryProperties.class);
    }
}
