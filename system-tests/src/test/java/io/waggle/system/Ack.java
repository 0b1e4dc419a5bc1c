package io.waggle.system;

import io.waggle.protocol.ErrorCode;

/** How a publish was acknowledged. That no acknowledgement came is a failure of the future instead. */
public sealed interface Ack {

    /** Success, with the user properties {@code seq} and {@code ts} as they came. */
    record Committed(long seq, String ts) implements Ack {}

    /** Success without a word more, as MQTT 3.1.1 has it, and what is not kept. */
    record Plain() implements Ack {}

    /** @param code the reason string, a name from the error registry */
    record Refused(int reason, String code, String detail) implements Ack {

        public boolean isRetryable() {
            ErrorCode known = ErrorCode.ofWireName(code);
            return known != null && known.retryable();
        }
    }
}
