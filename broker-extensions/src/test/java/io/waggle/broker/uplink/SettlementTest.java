package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import io.waggle.protocol.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettlementTest {

    private static final Outcome UNANSWERED = new Outcome.Unanswered(ByteString.EMPTY);

    @Test
    void of_committed_isAcknowledged() {
        assertThat(Settlement.of(new Outcome.Committed(1, 2), true, 1)).isEqualTo(Settlement.ACKNOWLEDGE);
        assertThat(Settlement.of(new Outcome.Committed(1, 2), false, 2)).isEqualTo(Settlement.ACKNOWLEDGE);
    }

    @Test
    void of_rejected_dependsOnVersionAndQos() {
        assertThat(Settlement.of(rejected(ErrorCode.NOT_FRIENDS), true, 1)).isEqualTo(Settlement.REFUSE);
        assertThat(Settlement.of(rejected(ErrorCode.NOT_FRIENDS), true, 0)).isEqualTo(Settlement.TELL);
        assertThat(Settlement.of(rejected(ErrorCode.NOT_FRIENDS), false, 1)).isEqualTo(Settlement.TELL);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void of_rejectedOverMqtt3_isNeverAcknowledgedIfRetryable(ErrorCode code) {
        assertThat(Settlement.of(rejected(code), false, 1))
                .isEqualTo(code.retryable() ? Settlement.DISCONNECT : Settlement.TELL);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void of_notPassed_neverEndsTheConnection(ErrorCode code) {
        Outcome dropped = new Outcome.NotPassed(code, "detail", ByteString.EMPTY);

        assertThat(Settlement.of(dropped, true, 1)).isEqualTo(Settlement.REFUSE);
        assertThat(Settlement.of(dropped, true, 0)).isEqualTo(Settlement.TELL);
        assertThat(Settlement.of(dropped, false, 1)).isEqualTo(Settlement.TELL);
        assertThat(Settlement.of(new Outcome.Passed(), false, 1)).isEqualTo(Settlement.ACKNOWLEDGE);
    }

    @Test
    void of_unanswered_isNeverAcknowledged() {
        assertThat(Settlement.of(UNANSWERED, true, 1)).isEqualTo(Settlement.DISCONNECT);
        assertThat(Settlement.of(UNANSWERED, false, 2)).isEqualTo(Settlement.DISCONNECT);
        assertThat(Settlement.of(UNANSWERED, true, 0)).isEqualTo(Settlement.TELL);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void reason_everyCode_isTheRegistrysAndNoSuccess(ErrorCode code) {
        assertThat(Settlement.reason(code)).isNotEqualTo(AckReasonCode.SUCCESS);
        boolean unspecified = code.mqttReason() == 0x80;
        assertThat(Settlement.reason(code) == AckReasonCode.UNSPECIFIED_ERROR).isEqualTo(unspecified);
    }

    private static Outcome rejected(ErrorCode code) {
        return new Outcome.Rejected(code, "detail", ByteString.EMPTY);
    }
}
