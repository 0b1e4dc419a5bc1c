package io.waggle.media.upload;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class UploadPropertiesTest {

    @Test
    void defaults() {
        UploadProperties properties = bind(Map.of());

        assertThat(properties.ticketLife()).isEqualTo(Duration.ofHours(1));
        assertThat(properties.partsLife()).isEqualTo(Duration.ofDays(7));
        assertThat(properties.maxOf("image/png")).isEqualTo(20L << 20);
        assertThat(properties.maxOf("audio/ogg")).isEqualTo(100L << 20);
        assertThat(properties.maxOf("video/mp4")).isEqualTo(2L << 30);
        assertThat(properties.maxOf("application/pdf")).isEqualTo(2L << 30);
        assertThat(properties.perDay()).isEqualTo(2_000);
        assertThat(properties.bytesPerDay()).isEqualTo(20L << 30);
    }

    @Test
    void parts_coverAllOfIt() {
        UploadProperties properties = bind(Map.of("waggle.media.uploads.part-size", 6_000_000));

        assertThat(properties.partsOf(12_000_001)).isEqualTo(3);
        assertThat(properties.sizeOfPart(12_000_001, 1)).isEqualTo(6_000_000);
        assertThat(properties.sizeOfPart(12_000_001, 3)).isEqualTo(1);
    }

    private static UploadProperties bind(Map<String, ?> given) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(given)))
                .bindOrCreate("waggle.media.uploads", UploadProperties.class);
    }
}
