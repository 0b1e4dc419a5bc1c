package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;

/** What has become of a publication. */
sealed interface Outcome {

    /** The message is committed. */
    record Committed(long seq, long at) implements Outcome {}

    /** The request has its answer, be it a refusal, on the device's topic. */
    record Answered() implements Outcome {}

    /** The message is refused, and nothing was stored. */
    record Rejected(ErrorCode code, String detail, ByteString id) implements Outcome {
        static Rejected of(Refused refused, ByteString id) {
            return new Rejected(refused.code(), refused.detail(), id);
        }
    }

    /** The ephemeral message is on its way. */
    record Passed() implements Outcome {}

    /** The ephemeral message is dropped. Even if it might pass later, nobody is to send it again: then it is not now. */
    record NotPassed(ErrorCode code, String detail, ByteString id) implements Outcome {}

    /** Nobody knows whether the message is committed: only the device's resending it can tell. */
    record Unanswered(ByteString id) implements Outcome {}
}
