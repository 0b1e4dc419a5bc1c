package io.waggle.protocol;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorCodeTest {

    private static final Set<Integer> REASONS_OF_A_PUBACK = Set.of(0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCode_canBeSaidOnEveryEdge(ErrorCode code) {
        assertThat(code.wireName()).matches("[a-z]+(-[a-z]+)*");
        assertThat(ErrorCode.ofWireName(code.wireName())).isEqualTo(code);
        assertThat(code.httpStatus()).isBetween(400, 599);
        assertThat(code.mqttReason()).isIn(REASONS_OF_A_PUBACK);
        assertThat(code.advice()).endsWith(".");
    }
}
