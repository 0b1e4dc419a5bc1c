package io.waggle.kit.http;

import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CursorTest {

    private static final Id ID = new Id(4_711);

    @Test
    void parse_ownText_hasTheSameParts() {
        Cursor cursor = Cursor.parse(Cursor.of(17, ID, 0L), 3);

        assertThat(cursor.number(0)).isEqualTo(17);
        assertThat(cursor.id(1)).isEqualTo(ID);
        assertThat(cursor.number(2)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "17",
                "17.",
                ".",
                "17.0000000004GV.0",
                "x.0000000000001",
                "-1.0000000000001",
                "17.x",
                "1234567890123456789.0000000000001"
            })
    void parse_otherText_isRefused(String text) {
        assertThatThrownBy(() -> {
                    Cursor cursor = Cursor.parse(text, 2);
                    cursor.number(0);
                    cursor.id(1);
                })
                .isInstanceOf(Refused.class)
                .hasMessageContaining("cursor is malformed");
    }
}
