package io.waggle.im.session;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SessionPropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new SessionProperties(Duration.ofMinutes(15), Duration.ofDays(30)));
    }

    @Test
    void bind_keysSet_taken() {
        assertThat(bind(Map.of(
                        "waggle.sessions.access-token-life", "20s",
                        "waggle.sessions.refresh-token-life", "2h")))
                .isEqualTo(new SessionProperties(Duration.ofSeconds(20), Duration.ofHours(2)));
    }

    @Test
    void bind_accessTokenOutlivesRefreshToken_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.sessions.access-token-life", "31d")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage(
                        "waggle.sessions.access-token-life must be positive and shorter than refresh-token-life");
    }

    private static SessionProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.sessions", SessionProperties.class);
    }
}
