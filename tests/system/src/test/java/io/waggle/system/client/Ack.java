package io.waggle.system.client;

import io.waggle.protocol.ErrorCode;

/** The acknowledgement of a publish. If no acknowledgement arrives, the future fails instead. */
public sealed interface Ack {

    /** Success, with the received user properties {@code seq} and {@code ts}. */
    record Committed(long seq, String ts) implements Ack {}

    /** Success without properties, as in MQTT 3.1.1, and for messages that are not stored. */
    record Plain() implements Ack {}

    /** @param code the reason string, a code of the error registry */
    record Refused(int reason, String code, String detail) implements Ack {

        public boolean isRetryable() {
            ErrorCode known = ErrorCode.ofWireName(code);
            return known != null && known.retryable();
        }
    }
}
