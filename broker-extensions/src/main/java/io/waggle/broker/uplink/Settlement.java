package io.waggle.broker.uplink;

import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import io.waggle.protocol.ErrorCode;

/**
 * How an outcome is told to the device, which its protocol version, its wish and the QoS decide.
 *
 * <p>An MQTT 5 acknowledgement can say no. One of MQTT 3.1.1 can only say yes, and some MQTT 5 clients show nobody a no, so
 * that they ask for a yes too: then a refusal follows on the device's topic; and where yes would make the device forget a
 * message that is to be sent again, the connection ends without one.
 */
enum Settlement {
    /** Acknowledge, with success. */
    ACKNOWLEDGE,
    /** Acknowledge with the code's reason. */
    REFUSE,
    /** Acknowledge what can be, and tell the device on its topic. */
    TELL,
    /** End the connection without acknowledging, so that the device sends it again. */
    DISCONNECT;

    /** @param acksRefuse whether the device reads refusals in its acknowledgements */
    static Settlement of(Outcome outcome, boolean acksRefuse, int qos) {
        return switch (outcome) {
            case Outcome.Committed committed -> ACKNOWLEDGE;
            case Outcome.Answered answered -> ACKNOWLEDGE;
            case Outcome.Passed passed -> ACKNOWLEDGE;
            case Outcome.NotPassed dropped -> acksRefuse && qos > 0 ? REFUSE : TELL;
            case Outcome.Rejected rejected when qos == 0 -> TELL;
            case Outcome.Rejected rejected when acksRefuse -> REFUSE;
            case Outcome.Rejected rejected -> rejected.code().retryable() ? DISCONNECT : TELL;
            case Outcome.Unanswered unanswered -> qos == 0 ? TELL : DISCONNECT;
        };
    }

    static AckReasonCode reason(ErrorCode code) {
        return switch (code.mqttReason()) {
            case 0x83 -> AckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR;
            case 0x87 -> AckReasonCode.NOT_AUTHORIZED;
            case 0x90 -> AckReasonCode.TOPIC_NAME_INVALID;
            case 0x97 -> AckReasonCode.QUOTA_EXCEEDED;
            case 0x99 -> AckReasonCode.PAYLOAD_FORMAT_INVALID;
            default -> AckReasonCode.UNSPECIFIED_ERROR;
        };
    }
}
