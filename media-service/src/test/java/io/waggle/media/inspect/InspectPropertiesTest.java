package io.waggle.media.inspect;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class InspectPropertiesTest {

    @Test
    void defaults() {
        InspectProperties properties = bind(Map.of());

        assertThat(properties.workers()).isEqualTo(2);
        assertThat(properties.patience()).isEqualTo(Duration.ofSeconds(20));
        assertThat(properties.memoryMegabytes()).isEqualTo(192);
        assertThat(properties.maxPixels()).isEqualTo(100_000_000);
        assertThat(properties.filmMegabytes()).isEqualTo(1024);
        assertThat(properties.diskMegabytes()).isEqualTo(8192);
        assertThat(properties.ffmpeg()).isEqualTo("ffmpeg");
    }

    private static InspectProperties bind(Map<String, ?> given) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(given)))
                .bindOrCreate("waggle.media.inspect", InspectProperties.class);
    }
}
