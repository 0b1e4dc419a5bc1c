package io.waggle.media.moderation;

import io.waggle.kit.http.JsonFaults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class NewVerdictTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS).build();

    @ParameterizedTest
    @ValueSource(strings = {"\"nonsense\"", "\"\"", "0", "{}"})
    void read_noneOfTheValues_refusedWithAllOfThem(String verdict) {
        JacksonException fault = catchThrowableOfType(
                JacksonException.class, () -> JSON.readValue("{\"verdict\":" + verdict + "}", NewVerdict.class));

        assertThat(JsonFaults.describe(fault)).isEqualTo("verdict must be one of pass, hold, block");
    }
}
