package io.waggle.broker.uplink;

import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import io.waggle.protocol.ErrorCode;

/**
 * The way in which the device is notified of an outcome. It depends on the protocol version, the QoS, and the device's choice.
 *
 * <p>An MQTT 5 acknowledgement can refuse a message. An MQTT 3.1.1 acknowledgement can only accept it, and some MQTT 5 clients
 * hide refusals from the application, so that their devices ask to be treated like MQTT 3.1.1. For these the message is
 * acknowledged and the refusal follows on the device's topic. If the message should be sent again, an acknowledgement would
 * make the device forget it, so the connection is ended without one.
 */
enum PublishResponse {
    /** Acknowledge with success. */
    ACKNOWLEDGE,
    /** Acknowledge with the reason code of the error code. */
    REFUSE_IN_ACK,
    /** Acknowledge if the QoS allows it, and notify the device on its topic. */
    REFUSE_IN_MESSAGE,
    /** End the connection without an acknowledgement, so that the device sends the message again. */
    DISCONNECT;

    /** @param acksRefuse whether the device reads refusals in its acknowledgements */
    static PublishResponse of(Outcome outcome, boolean acksRefuse, int qos) {
        return switch (outcome) {
            case Outcome.Committed committed -> ACKNOWLEDGE;
            case Outcome.Answered answered -> ACKNOWLEDGE;
            case Outcome.Passed passed -> ACKNOWLEDGE;
            case Outcome.NotPassed dropped -> acksRefuse && qos > 0 ? REFUSE_IN_ACK : REFUSE_IN_MESSAGE;
            case Outcome.Rejected rejected when qos == 0 -> REFUSE_IN_MESSAGE;
            case Outcome.Rejected rejected when acksRefuse -> REFUSE_IN_ACK;
            case Outcome.Rejected rejected -> rejected.refused().code().retryable() ? DISCONNECT : REFUSE_IN_MESSAGE;
            case Outcome.Unanswered unanswered -> qos == 0 ? REFUSE_IN_MESSAGE : DISCONNECT;
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
