package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class PublishResponseTest {

    private static final Outcome UNANSWERED = new Outcome.Unanswered(ByteString.EMPTY);

    @Test
    void of_committed_isAcknowledged() {
        assertThat(PublishResponse.of(new Outcome.Committed(1, 2), true, 1)).isEqualTo(PublishResponse.ACKNOWLEDGE);
        assertThat(PublishResponse.of(new Outcome.Committed(1, 2), false, 2)).isEqualTo(PublishResponse.ACKNOWLEDGE);
    }

    @Test
    void of_rejected_dependsOnVersionAndQos() {
        assertThat(PublishResponse.of(rejected(ErrorCode.NOT_FRIENDS), true, 1))
                .isEqualTo(PublishResponse.REFUSE_IN_ACK);
        assertThat(PublishResponse.of(rejected(ErrorCode.NOT_FRIENDS), true, 0))
                .isEqualTo(PublishResponse.REFUSE_IN_MESSAGE);
        assertThat(PublishResponse.of(rejected(ErrorCode.NOT_FRIENDS), false, 1))
                .isEqualTo(PublishResponse.REFUSE_IN_MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void of_rejectedOverMqtt3_isNeverAcknowledgedIfRetryable(ErrorCode code) {
        assertThat(PublishResponse.of(rejected(code), false, 1))
                .isEqualTo(code.retryable() ? PublishResponse.DISCONNECT : PublishResponse.REFUSE_IN_MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void of_notPassed_neverEndsTheConnection(ErrorCode code) {
        Outcome dropped = new Outcome.NotPassed(new Refused(code), ByteString.EMPTY);

        assertThat(PublishResponse.of(dropped, true, 1)).isEqualTo(PublishResponse.REFUSE_IN_ACK);
        assertThat(PublishResponse.of(dropped, true, 0)).isEqualTo(PublishResponse.REFUSE_IN_MESSAGE);
        assertThat(PublishResponse.of(dropped, false, 1)).isEqualTo(PublishResponse.REFUSE_IN_MESSAGE);
        assertThat(PublishResponse.of(new Outcome.Passed(), false, 1)).isEqualTo(PublishResponse.ACKNOWLEDGE);
    }

    @Test
    void of_unanswered_isNeverAcknowledged() {
        assertThat(PublishResponse.of(UNANSWERED, true, 1)).isEqualTo(PublishResponse.DISCONNECT);
        assertThat(PublishResponse.of(UNANSWERED, false, 2)).isEqualTo(PublishResponse.DISCONNECT);
        assertThat(PublishResponse.of(UNANSWERED, true, 0)).isEqualTo(PublishResponse.REFUSE_IN_MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void reason_everyCode_matchesTheRegistryAndIsNoSuccess(ErrorCode code) {
        assertThat(PublishResponse.reason(code)).isNotEqualTo(AckReasonCode.SUCCESS);
        boolean unspecified = code.mqttReason() == 0x80;
        assertThat(PublishResponse.reason(code) == AckReasonCode.UNSPECIFIED_ERROR)
                .isEqualTo(unspecified);
    }

    private static Outcome rejected(ErrorCode code) {
        return new Outcome.Rejected(new Refused(code), ByteString.EMPTY);
    }
}
