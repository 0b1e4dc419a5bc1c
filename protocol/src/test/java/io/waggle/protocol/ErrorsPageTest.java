package io.waggle.protocol;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/errors.md says what the registry says. */
class ErrorsPageTest {

    @Test
    void everyCode_hasItsRow_andNoOtherIsThere() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/errors.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(ErrorsPageTest::row)
                        .toList());
    }

    private static String row(ErrorCode code) {
        return "| `%s` | %d | 0x%02X | %s | %s |"
                .formatted(
                        code.wireName(),
                        code.httpStatus(),
                        code.mqttReason(),
                        code.retryable() ? "yes" : "no",
                        code.advice());
    }
}
