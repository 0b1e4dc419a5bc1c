package io.waggle.broker.auth;

import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.protocol.ErrorCode;

/** The decision whether a device may connect. */
public sealed interface Admission {

    record Admitted(DeviceConnection connection) implements Admission {}

    /** The code's name becomes the reason string of the CONNACK. */
    record Denied(ConnackReasonCode reason, ErrorCode code, String detail) implements Admission {

        static Denied unavailable() {
            return new Denied(
                    ConnackReasonCode.SERVER_UNAVAILABLE,
                    ErrorCode.UNAVAILABLE,
                    "The service is unavailable. Connect again in a moment.");
        }
    }
}
