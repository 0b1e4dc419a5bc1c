package io.waggle.im.schedule;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchedulePropertiesTest {

    @Test
    void nothingSet_isAHundredPerUser() {
        assertThat(bind(Map.of()).perUser()).isEqualTo(100);
    }

    @Test
    void perUser_ofNone_isRefusedAndNamed() {
        assertThat(bind(Map.of("waggle.schedule.per-user", "7")).perUser()).isEqualTo(7);
        assertThatThrownBy(() -> bind(Map.of("waggle.schedule.per-user", "0")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("waggle.schedule.per-user");
    }

    private static ScheduleProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waggle.schedule", ScheduleProperties.class);
    }
}
