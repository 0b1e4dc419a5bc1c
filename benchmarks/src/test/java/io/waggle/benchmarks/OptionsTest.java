package io.waggle.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    private static final List<String> KNOWN = List.of("group", "soak");

    @Test
    void parse_noArguments_usesTheDefaults() {
        Options options = Options.parse(List.of(), KNOWN);

        assertThat(options.scenarios()).isEmpty();
        assertThat(options.quick()).isFalse();
        assertThat(options.figures()).isNull();
        assertThat(options.soak().length()).isEqualTo(Duration.ofHours(1));
        assertThat(options.soak().pace()).isEqualTo(1);
    }

    @Test
    void parse_allOptions_setsThem() {
        Options options = Options.parse(
                List.of(
                        "soak",
                        "group",
                        "--quick",
                        "--figures",
                        "/f",
                        "--minutes",
                        "0.5",
                        "--every",
                        "2",
                        "--pace",
                        "3",
                        "--table",
                        "/t"),
                KNOWN);

        assertThat(options.scenarios()).containsExactly("soak", "group");
        assertThat(options.quick()).isTrue();
        assertThat(options.figures()).isEqualTo(Path.of("/f"));
        assertThat(options.soak().length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.soak().every()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.soak().pace()).isEqualTo(3);
        assertThat(options.soak().table()).isEqualTo(Path.of("/t"));
    }

    @ParameterizedTest
    @CsvSource({
        "--minutes 0, is not a number above 0",
        "--minutes ten, is not a number above 0",
        "--minutes -1, is not a number above 0",
        "--every 99999, is not a number above 0",
        "--pace, needs a value",
        "--fast, unknown scenario or option --fast; scenarios: group; soak",
        "solo, unknown scenario or option solo"
    })
    void parse_invalid_saysWhatIsWrong(String line, String problem) {
        assertThatThrownBy(() -> Options.parse(List.of(line.split(" ", -1)), KNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem.replace("group; soak", "group, soak"));
    }
}
