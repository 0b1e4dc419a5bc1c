package io.waggle.im.friend;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FriendPropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new FriendProperties(Duration.ofDays(30), 200, 10_000, Duration.ofDays(90)));
    }

    @Test
    void bind_keysSet_taken() {
        Map<String, String> values = Map.of(
                "waggle.friends.request-life", "1h",
                "waggle.friends.max-pending-requests", "2",
                "waggle.friends.max-friends", "3",
                "waggle.friends.tombstone-life", "4d");

        assertThat(bind(values)).isEqualTo(new FriendProperties(Duration.ofHours(1), 2, 3, Duration.ofDays(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-life", "max-pending-requests", "max-friends", "tombstone-life"})
    void bind_notPositive_refused(String key) {
        assertThatThrownBy(() -> bind(Map.of("waggle.friends." + key, "0"))).isInstanceOf(BindException.class);
    }

    private static FriendProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.friends", FriendProperties.class);
    }
}
