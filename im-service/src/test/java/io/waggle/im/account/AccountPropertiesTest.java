package io.waggle.im.account;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountPropertiesTest {

    @Test
    void bind_nothingSet_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new AccountProperties(10));
    }

    @Test
    void bind_keysSet_taken() {
        assertThat(bind(Map.of("waggle.accounts.bcrypt-strength", "12"))).isEqualTo(new AccountProperties(12));
    }

    @Test
    void bind_strengthOutOfRange_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.accounts.bcrypt-strength", "3")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("waggle.accounts.bcrypt-strength is 3; set 4 to 16");
    }

    private static AccountProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waggle.accounts", AccountProperties.class);
    }
}
