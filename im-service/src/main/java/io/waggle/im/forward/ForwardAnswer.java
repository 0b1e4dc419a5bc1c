package io.waggle.im.forward;

import io.waggle.im.log.Committed;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** What became of a request to forward messages, for each target in the order of the request. */
record ForwardAnswer(List<Item> items) {

    /**
     * @param messages the copies, in their order; null if the target refuses them
     * @param error null if the copies are stored
     */
    record Item(
            ForwardTarget to,
            @Nullable List<Committed> messages,
            @Nullable Denial error) {

        static Item stored(ForwardTarget to, List<Committed> messages) {
            return new Item(to, messages, null);
        }

        static Item refused(ForwardTarget to, Refused refused) {
            return new Item(to, null, Denial.of(refused));
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
