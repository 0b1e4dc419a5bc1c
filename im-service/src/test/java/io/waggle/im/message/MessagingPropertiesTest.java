package io.waggle.im.message;

import io.waggle.im.message.MessagingProperties.Strangers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class MessagingPropertiesTest {

    @Test
    void messaging_strangers() {
        assertThat(bind("waggle.messaging", MessagingProperties.class, Map.of()).strangers())
                .isEqualTo(Strangers.DENY);
        assertThat(bind("waggle.messaging", MessagingProperties.class, Map.of("waggle.messaging.strangers", "allow"))
                        .strangers())
                .isEqualTo(Strangers.ALLOW);
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }
}
