package io.waggle.im.account;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class AdminPropertiesTest {

    @Test
    void bind_nothingOrEmpty_noPassword() {
        assertThat(bind(Map.of()).password()).isNull();
        assertThat(bind(Map.of("waggle.admin.password", "")).password()).isNull();
    }

    @Test
    void bind_passwordSet_takenButNotShown() {
        AdminProperties properties = bind(Map.of("waggle.admin.password", "correct horse"));

        assertThat(properties.password()).isEqualTo("correct horse");
        assertThat(properties.toString()).doesNotContain("horse");
    }

    private static AdminProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.admin", AdminProperties.class);
    }
}
