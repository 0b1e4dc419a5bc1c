package io.waggle.im.session;

import io.waggle.im.session.DeviceProperties.Policy;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DevicePropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new DeviceProperties(5, Map.of(), 100, Policy.REPLACE_OLDEST));
    }

    @Test
    void bind_keysSet_taken() {
        assertThat(bind(Map.of(
                        "waggle.devices.max", "3",
                        "waggle.devices.max-per-class.mobile", "1",
                        "waggle.devices.max-per-class.iot", "0",
                        "waggle.devices.max-provisioned", "7",
                        "waggle.devices.policy", "refuse")))
                .isEqualTo(
                        new DeviceProperties(3, Map.of(DeviceClass.MOBILE, 1, DeviceClass.IOT, 0), 7, Policy.REFUSE));
    }

    @Test
    void bind_noneAllowed_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.devices.max", "0")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("waggle.devices.max must be 1 or more");
        assertThatThrownBy(() -> bind(Map.of("waggle.devices.max-per-class.web", "-1")))
                .isInstanceOf(BindException.class);
    }

    private static DeviceProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.devices", DeviceProperties.class);
    }
}
