package io.waggle.im.audit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AuditPropertiesTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void audit_nothingSet_isOff() {
        assertThat(bind(Map.of()).secretKey()).isNull();
        assertThat(bind(Map.of("waggle.messages.audit.key", "")).secretKey()).isNull();
    }

    @Test
    void audit_keysSet_takenAndTheKeyIsNotShown() {
        AuditProperties properties =
                bind(Map.of("waggle.messages.audit.key", KEY, "waggle.messages.audit.keep", "90d"));

        assertThat(properties.secretKey()).isNotNull();
        assertThat(properties.keep()).isEqualTo(Duration.ofDays(90));
        assertThat(properties.toString()).doesNotContain(KEY);
    }

    @Test
    void audit_wrongKey_refusedWithWhatIsRight() {
        String wanted = "waggle.messages.audit.key must be 32 random bytes in Base64";
        String shortKey = Base64.getEncoder().encodeToString(new byte[16]);

        assertRefused(Map.of("waggle.messages.audit.key", shortKey, "waggle.messages.audit.keep", "90d"), wanted);
        assertRefused(Map.of("waggle.messages.audit.key", shortKey, "waggle.messages.audit.keep", "90d"), "16 bytes");
        assertRefused(Map.of("waggle.messages.audit.key", "no key!", "waggle.messages.audit.keep", "90d"), wanted);
    }

    @Test
    void audit_oneWithoutTheOther_refusedByName() {
        assertRefused(Map.of("waggle.messages.audit.key", KEY), "belong together");
        assertRefused(Map.of("waggle.messages.audit.keep", "90d"), "belong together");
        assertRefused(
                Map.of("waggle.messages.audit.key", KEY, "waggle.messages.audit.keep", "0s"),
                "waggle.messages.audit.keep must be longer than zero");
    }

    private static void assertRefused(Map<String, String> properties, String text) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(properties))
                .withStackTraceContaining(text);
    }

    private static AuditProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waggle.messages.audit", AuditProperties.class);
    }
}
