package io.waggle.im.conversation;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConversationPropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new ConversationProperties(Duration.ofDays(30)));
    }

    @Test
    void bind_keysSet_taken() {
        assertThat(bind(Map.of("waggle.conversations.tombstone-life", "2d")))
                .isEqualTo(new ConversationProperties(Duration.ofDays(2)));
    }

    @Test
    void bind_tooShort_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.conversations.tombstone-life", "59m")))
                .isInstanceOf(BindException.class);
    }

    private static ConversationProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.conversations", ConversationProperties.class);
    }
}
