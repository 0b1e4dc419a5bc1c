package io.waggle.im.session;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlatformTest {

    @Test
    void ofWireName_known_found() {
        assertThat(Platform.ofWireName("device.platform", "ios")).isEqualTo(Platform.IOS);
    }

    @Test
    void ofWireName_unknown_namesAll() {
        assertThatThrownBy(() -> Platform.ofWireName("device.platform", "IOS"))
                .hasMessageContaining("one of ios, android, web, desktop, terminal, iot, other");
    }
}
