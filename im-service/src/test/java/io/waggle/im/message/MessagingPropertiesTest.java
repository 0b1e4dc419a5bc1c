package io.waggle.im.message;

import io.waggle.im.message.MessagingProperties.Access;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class MessagingPropertiesTest {

    @Test
    void messaging_nothingSet_denied() {
        assertThat(bind(Map.of())).isEqualTo(new MessagingProperties(Access.DENY, Access.DENY));
    }

    @Test
    void messaging_keysSet_taken() {
        assertThat(bind(Map.of("waggle.messaging.strangers", "allow", "waggle.messaging.group-mates", "allow")))
                .isEqualTo(new MessagingProperties(Access.ALLOW, Access.ALLOW));
    }

    private static MessagingProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waggle.messaging", MessagingProperties.class);
    }
}
