package io.waggle.broker.connection;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DetailPropertyTest {

    @Test
    void of_allowedCharacters_areUnchanged() {
        assertThat(DetailProperty.of("Gesperrt für \u4E09 Tage \uD83D\uDC1D"))
                .isEqualTo("Gesperrt für \u4E09 Tage \uD83D\uDC1D");
    }

    @Test
    void of_controlsSurrogatesAndNonCharacters_becomeSpaces() {
        assertThat(DetailProperty.of("a\nb\u0000c\u0085d\uD83De\uFFFEf\uFDD0g")).isEqualTo("a b c d e f g");
    }

    @Test
    void of_long_isCutBetweenCharacters() {
        assertThat(DetailProperty.of("\uD83D\uDC1D".repeat(2_000))).isEqualTo("\uD83D\uDC1D".repeat(1_000));
    }
}
