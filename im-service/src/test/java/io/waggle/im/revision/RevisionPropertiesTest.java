package io.waggle.im.revision;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RevisionPropertiesTest {

    @Test
    void messages_nothingSet_versionsAreKept() {
        assertThat(bind(Map.of()).keepVersions()).isTrue();
    }

    @Test
    void messages_keySet_taken() {
        assertThat(bind(Map.of("waggle.messages.keep-versions", "false")).keepVersions())
                .isFalse();
    }

    private static RevisionProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waggle.messages", RevisionProperties.class);
    }
}
