package io.waggle.im.message;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RatePropertiesTest {

    @Test
    void rate_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new RateProperties(50, 500));
    }

    @Test
    void rate_keysSet_taken() {
        assertThat(bind(Map.of("waggle.messages.rate.per-second", "0", "waggle.messages.rate.burst", "7")))
                .isEqualTo(new RateProperties(0, 7));
    }

    @Test
    void rate_wrongValue_refusedByName() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("waggle.messages.rate.burst", "0")))
                .withStackTraceContaining("waggle.messages.rate.burst 1 or more");
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("waggle.messages.rate.per-second", "-1")))
                .withStackTraceContaining("waggle.messages.rate.per-second must be 0");
    }

    private static RateProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waggle.messages.rate", RateProperties.class);
    }
}
