package io.waggle.im.relation;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RelationPropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new RelationProperties(Duration.ofDays(30)));
    }

    @Test
    void bind_keysSet_taken() {
        assertThat(bind(Map.of("waggle.relations.request-life", "1h")))
                .isEqualTo(new RelationProperties(Duration.ofHours(1)));
    }

    @Test
    void bind_lifeNotPositive_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.relations.request-life", "0s")))
                .isInstanceOf(BindException.class);
    }

    private static RelationProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.relations", RelationProperties.class);
    }
}
