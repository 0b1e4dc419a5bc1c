package io.waggle.im.group;

import io.waggle.im.group.GroupProperties.Strangers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupPropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new GroupProperties(10_000, 1_000, Strangers.DENY));
    }

    @Test
    void bind_keysSet_taken() {
        assertThat(bind(Map.of(
                        "waggle.groups.max-members",
                        "3",
                        "waggle.groups.max-per-user",
                        "2",
                        "waggle.groups.strangers",
                        "allow")))
                .isEqualTo(new GroupProperties(3, 2, Strangers.ALLOW));
    }

    @Test
    void bind_notPositive_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.groups.max-members", "0"))).isInstanceOf(BindException.class);
        assertThatThrownBy(() -> bind(Map.of("waggle.groups.max-per-user", "0")))
                .isInstanceOf(BindException.class);
    }

    private static GroupProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.groups", GroupProperties.class);
    }
}
