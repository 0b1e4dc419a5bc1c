package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Refused;

/** The outcome of a publication. */
sealed interface Outcome {

    /** The message is committed. */
    record Committed(long seq, long at) implements Outcome {}

    /** The request is answered on the device's topic; the answer may be a refusal. */
    record Answered() implements Outcome {}

    /** The message is refused, and nothing was stored. */
    record Rejected(Refused refused, ByteString id) implements Outcome {}

    /** The ephemeral message has been passed on. */
    record Passed() implements Outcome {}

    /**
     * The ephemeral message is dropped. The device must not send it again, even if it might pass later: it would be too late.
     */
    record NotPassed(Refused refused, ByteString id) implements Outcome {}

    /** It is unknown whether the message is committed; if the device sends it again, the new answer says so. */
    record Unanswered(ByteString id) implements Outcome {}
}
