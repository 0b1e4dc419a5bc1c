package io.waggle.im.session;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class MqttPropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new MqttProperties("mqtt://127.0.0.1:1883", "ws://127.0.0.1:8083/mqtt"));
    }

    @Test
    void bind_keysSet_taken() {
        assertThat(bind(Map.of("waggle.mqtt.tcp-url", "mqtts://chat:8883", "waggle.mqtt.ws-url", "wss://chat/mqtt")))
                .isEqualTo(new MqttProperties("mqtts://chat:8883", "wss://chat/mqtt"));
    }

    private static MqttProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("waggle.mqtt", MqttProperties.class);
    }
}
