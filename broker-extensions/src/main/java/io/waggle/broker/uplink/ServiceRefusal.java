package io.waggle.broker.uplink;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Refused;

/** Reads the service's refusals. */
final class ServiceRefusal {

    private ServiceRefusal() {}

    /** Takes an unknown code of a newer service as {@code NOT_ALLOWED}: it is a refusal, and not retryable. */
    static io.waggle.protocol.Refused read(Refused refused) {
        ErrorCode code = ErrorCode.ofWireName(refused.getCode());
        return new io.waggle.protocol.Refused(
                code == null ? ErrorCode.NOT_ALLOWED : code, refused.getDetail(), refused.getRetryAfter());
    }
}
