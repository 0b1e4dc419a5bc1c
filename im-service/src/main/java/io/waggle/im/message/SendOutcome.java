package io.waggle.im.message;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;

/** What became of a message. */
sealed interface SendOutcome {

    /** It is in the database, now or since it was first sent. */
    record Committed(Id conversation, long seq, long at) implements SendOutcome {}

    /** It is not; or, if the code is retryable, that is not known. */
    record Rejected(ErrorCode code, String detail) implements SendOutcome {

        static Rejected of(ErrorCode code) {
            return new Rejected(code, code.advice());
        }
    }
}
