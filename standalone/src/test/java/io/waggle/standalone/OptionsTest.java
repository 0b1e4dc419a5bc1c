package io.waggle.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    @Test
    void parse_nothing_givesTheDefaults() {
        assertThat(Options.parse(List.of()))
                .isEqualTo(new Options(
                        Path.of("data").toAbsolutePath(), null, 8080, 1883, 8083, 9000, "127.0.0.1", false, false));
    }

    @Test
    void parse_everything_isTaken() {
        List<String> arguments = List.of(
                "--data",
                "/tmp/a b",
                "--http=1",
                "--mqtt",
                "2",
                "--ws",
                "3",
                "--s3=4",
                "--bind",
                "0.0.0.0",
                "--web",
                "/tmp/c",
                "--demo");
        assertThat(Options.parse(arguments))
                .isEqualTo(new Options(Path.of("/tmp/a b"), Path.of("/tmp/c"), 1, 2, 3, 4, "0.0.0.0", true, false));
    }

    @Test
    void parse_webTwice_theLastIsTaken() {
        // The first is from the script, the second from the user.
        assertThat(Options.parse(List.of("--web", "/tmp/b", "--web=/tmp/c")).web())
                .isEqualTo(Path.of("/tmp/c"));
    }

    @Test
    void parse_help_isAsked() {
        assertThat(Options.parse(List.of("-h")).help()).isTrue();
        assertThat(Options.parse(List.of("--help")).help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1              | unknown option --prot; usage: waggle up",
                "stray                 | unknown option stray; usage: waggle up",
                "--demo=yes            | unknown option --demo=yes; usage: waggle up",
                "--http                | --http needs a value; usage: waggle up",
                "--web                 | --web needs a value; usage: waggle up",
                "--http 0              | --http 0 is not a port: give a number from 1 to 65535",
                "--mqtt 65536          | --mqtt 65536 is not a port",
                "--ws 80a              | --ws 80a is not a port",
                "--ws -1               | --ws -1 is not a port",
                "--http 1883           | must be different ports; they are 1883, 1883, 8083 and 9000",
            })
    void parse_mistake_isNamedInOneLine(String commandLine, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(commandLine.split(" "))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
