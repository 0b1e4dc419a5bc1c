package io.waggle.broker.uplink;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Refused;

/** The service's refusals in this version's terms. */
final class Codes {

    private Codes() {}

    /** A code from a newer service is a refusal all the same: not one to be tried again. */
    static ErrorCode of(Refused refused) {
        ErrorCode code = ErrorCode.ofWireName(refused.getCode());
        return code == null ? ErrorCode.NOT_ALLOWED : code;
    }
}
