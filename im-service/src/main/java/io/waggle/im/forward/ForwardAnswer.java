package io.waggle.im.forward;

import io.waggle.im.log.Committed;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** What became of a request to forward messages, for each target in the order of the request. */
record ForwardAnswer(List<ForwardedTo> items) {

    /**
     * @param messages the copies, in their order; null if the target refuses them
     * @param error null if the copies are stored
     */
    record ForwardedTo(
            ForwardTarget to,
            @Nullable List<Committed> messages,
            @Nullable Denial error) {

        static ForwardedTo stored(ForwardTarget to, List<Committed> messages) {
            return new ForwardedTo(to, messages, null);
        }

        static ForwardedTo refused(ForwardTarget to, Refused refused) {
            return new ForwardedTo(to, null, Denial.of(refused));
        }
    }

    /**
     * A refusal, as sending a message there would have it.
     *
     * @param retryAfter the seconds after which the same request may succeed; null: not known
     */
    record Denial(String code, String detail, @Nullable Integer retryAfter) {

        static Denial of(Refused refused) {
            return new Denial(
                    refused.code().wireName(),
                    refused.detail(),
                    refused.retryAfter() == 0 ? null : refused.retryAfter());
        }
    }
}
