package io.waggle.im.reaction;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReactionPropertiesTest {

    @Test
    void reactionsPerUser_nothingSet_one() {
        assertThat(bind(Map.of()).reactionsPerUser()).isEqualTo(1);
    }

    @Test
    void reactionsPerUser_keySet_taken() {
        assertThat(bind(Map.of("waggle.messages.reactions-per-user", "3")).reactionsPerUser())
                .isEqualTo(3);
    }

    @Test
    void reactionsPerUser_zero_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.messages.reactions-per-user", "0")))
                .rootCause()
                .hasMessageContaining("1 or more");
    }

    private static ReactionProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waggle.messages", ReactionProperties.class);
    }
}
