package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;

/** What became of a message. */
public sealed interface AppendOutcome {

    /** It is in the database, now or since it was first sent. */
    record Committed(Id conversation, long seq, long at) implements AppendOutcome {}

    /** It is not; or, if the code is retryable, that is not known. */
    record Rejected(ErrorCode code, String detail) implements AppendOutcome {

        static Rejected of(ErrorCode code) {
            return new Rejected(code, code.advice());
        }
    }

    /** It is not: its conversation has changed since it was allowed, so whoever allowed it is to be asked again. */
    record Outdated() implements AppendOutcome {}
}
