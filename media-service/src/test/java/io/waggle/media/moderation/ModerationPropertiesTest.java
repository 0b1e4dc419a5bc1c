package io.waggle.media.moderation;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModerationPropertiesTest {

    @Test
    void defaults() {
        ModerationProperties properties = bind(Map.of());

        assertThat(properties.policy()).isEqualTo(ModerationProperties.Policy.NOBODY);
        assertThat(properties.showMeanwhile()).isFalse();
        assertThat(properties.hookPrivate()).isFalse();
        assertThat(properties.patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.attempts()).isEqualTo(8);
    }

    @Test
    void hook_withoutSecret_refused() {
        assertThatThrownBy(() -> bind(Map.of(
                        "waggle.media.moderation.policy", "hook",
                        "waggle.media.moderation.hook-url", "https://example.com")))
                .hasRootCauseMessage("waggle.media.moderation.policy=hook needs hook-url, and a hook-secret of at least"
                        + " 16 characters");
    }

    private static ModerationProperties bind(Map<String, ?> given) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(given)))
                .bindOrCreate("waggle.media.moderation", ModerationProperties.class);
    }
}
