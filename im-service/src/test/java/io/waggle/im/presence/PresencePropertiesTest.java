package io.waggle.im.presence;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PresencePropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new PresenceProperties(Duration.ofSeconds(10), Duration.ofSeconds(15)));
    }

    @Test
    void bind_keysSet_taken() {
        assertThat(bind(Map.of("waggle.presence.grace", "0s", "waggle.presence.lease", "20s")))
                .isEqualTo(new PresenceProperties(Duration.ZERO, Duration.ofSeconds(20)));
    }

    @Test
    void bind_impossible_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.presence.grace", "-1s"))).isInstanceOf(BindException.class);
        assertThatThrownBy(() -> bind(Map.of("waggle.presence.lease", "9s"))).isInstanceOf(BindException.class);
    }

    private static PresenceProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.presence", PresenceProperties.class);
    }
}
