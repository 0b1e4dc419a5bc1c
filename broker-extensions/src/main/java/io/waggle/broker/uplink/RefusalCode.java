package io.waggle.broker.uplink;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Refused;

/** Converts the service's refusals to the error codes of this version. */
final class RefusalCode {

    private RefusalCode() {}

    /** Returns {@code NOT_ALLOWED} for an unknown code of a newer service: it is a refusal, and not retryable. */
    static ErrorCode of(Refused refused) {
        ErrorCode code = ErrorCode.ofWireName(refused.getCode());
        return code == null ? ErrorCode.NOT_ALLOWED : code;
    }
}
