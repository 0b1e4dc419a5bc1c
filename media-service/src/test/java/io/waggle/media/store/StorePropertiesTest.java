package io.waggle.media.store;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class StorePropertiesTest {

    @Test
    void defaults() {
        StoreProperties properties = bind(Map.of(
                "waggle.s3.endpoint", "http://store",
                "waggle.s3.access-key", "key",
                "waggle.s3.secret-key", "do not show this"));

        assertThat(properties.endpointOfClients()).isEqualTo("http://store");
        assertThat(properties.bucket()).isEqualTo("waggle-media");
        assertThat(properties.region()).isEqualTo("us-east-1");
        assertThat(properties.uploadLife()).isEqualTo(Duration.ofMinutes(15));
        assertThat(properties.downloadLife()).isEqualTo(Duration.ofMinutes(1));
        assertThat(properties.origins()).containsExactly("*");
        assertThat(properties.coldAfter()).isNull();
        assertThat(properties.toString()).doesNotContain("do not show this");
    }

    private static StoreProperties bind(Map<String, ?> given) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(given)))
                .bindOrCreate("waggle.s3", StoreProperties.class);
    }
}
