package io.waggle.im.account;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessageLimitsTest {

    @Test
    void messages_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new MessageLimits(Duration.ofMinutes(2), Duration.ofMinutes(15)));
    }

    @Test
    void messages_keysSet_taken() {
        assertThat(bind(Map.of(
                        "waggle.messages.recall-within", "1h",
                        "waggle.messages.edit-within", "0s")))
                .isEqualTo(new MessageLimits(Duration.ofHours(1), Duration.ZERO));
    }

    @Test
    void messages_negativeTime_refusedByName() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("waggle.messages.edit-within", "-1s")))
                .withStackTraceContaining("waggle.messages.edit-within must not be negative");
    }

    private static MessageLimits bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waggle.messages", MessageLimits.class);
    }
}
