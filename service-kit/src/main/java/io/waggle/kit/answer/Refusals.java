package io.waggle.kit.answer;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.util.concurrent.CompletionException;

/** Converts faults into refusals, which the requester passes on to the client. */
public final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    public static Refused of(ErrorCode code) {
        return of(code, code.advice());
    }

    public static Refused of(ErrorCode code, String detail) {
        return Refused.newBuilder().setCode(code.wireName()).setDetail(detail).build();
    }

    /**
     * Returns the refusal for a fault. An unexpected fault is logged.
     *
     * @param what the sentence that the log line begins with
     */
    public static Refused of(Throwable fault, String what) {
        return switch (fault) {
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), what);
            case io.waggle.protocol.Refused refused ->
                of(refused.code(), refused.detail()).toBuilder()
                        .setRetryAfter(refused.retryAfter())
                        .build();
            case DataAccessException failure -> unavailable(failure, what);
            case TransactionException failure -> unavailable(failure, what);
            default -> {
                log.error("{}", what, fault);
                yield of(ErrorCode.INTERNAL);
            }
        };
    }

    private static Refused unavailable(RuntimeException failure, String what) {
        log.warn("{}: the database failed", what, failure);
        return of(ErrorCode.UNAVAILABLE);
    }
}
