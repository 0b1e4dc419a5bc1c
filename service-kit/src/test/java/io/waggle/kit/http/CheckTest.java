package io.waggle.kit.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    @Test
    void present_null_named() {
        assertThatThrownBy(() -> Check.present("to", null))
                .isInstanceOf(Refused.class)
                .hasMessage("invalid-request: to is missing");
    }

    @Test
    void oneOf_null_namedWithItsValues() {
        assertThatThrownBy(() -> Check.oneOf("colour", null, Colour.class))
                .hasMessage("invalid-request: colour is missing; it must be one of DARK, light");
    }

    private enum Colour {
        DARK,
        @JsonProperty("light")
        LIGHT
    }

    @Test
    void line_blanksAround_stripped() {
        assertThat(Check.line("name", "  Bees ", 10)).isEqualTo("Bees");
    }

    @Test
    void line_emptyOrTooLongOrMoreThanALine_refused() {
        assertThatThrownBy(() -> Check.line("name", " ", 10))
                .hasMessageContaining("name has no visible character; it must have 1 to 10 characters");
        assertThatThrownBy(() -> Check.line("name", "x".repeat(11), 10))
                .hasMessageContaining("11 characters; it must have at most 10");
        assertThatThrownBy(() -> Check.line("name", "a\nb", 10)).hasMessageContaining("line breaks");
        assertThatThrownBy(() -> Check.line("name", "a\u001b[2J", 10)).hasMessageContaining("control characters");
        assertThatThrownBy(() -> Check.line("name", "\udc00", 10)).hasMessageContaining("not valid Unicode");
    }

    @Test
    void line_sqlAndJsonTricks_areJustText() {
        String trick = "'; drop table account; -- {\"a\":";

        assertThat(Check.line("name", trick, 64)).isEqualTo(trick);
    }

    @Test
    void distinct_duplicates_onceEachInOrder() {
        assertThat(Check.distinct("members", List.of("b", "a", "b"))).containsExactly("b", "a");
    }

    @Test
    void distinct_nullInside_refused() {
        assertThatThrownBy(() -> Check.distinct("members", Arrays.asList("a", null)))
                .hasMessageContaining("an element of members is missing");
    }

    @Test
    void end_toCome_isItsMilliseconds() {
        assertThat(Check.end("until", NOW.plusMillis(1), NOW)).isEqualTo(NOW.toEpochMilli() + 1);
    }

    @Test
    void end_overOrBeyondAllCalendars_refused() {
        assertThatThrownBy(() -> Check.end("until", NOW, NOW)).hasMessageContaining("until must be in the future");
        assertThatThrownBy(() -> Check.end("until", Instant.MIN, NOW))
                .hasMessageContaining("until must be in the future");
        assertThatThrownBy(() -> Check.end("until", Instant.MAX, NOW))
                .hasMessageContaining("until must be before the year 10000");
    }
}
