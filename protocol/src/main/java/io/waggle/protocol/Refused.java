package io.waggle.protocol;

import java.time.Duration;

/**
 * The refusal of a request, with an error code and a detail that says what is wrong and what to do.
 *
 * <p>It is an outcome and not a fault: it has no stack trace, and every edge converts it to its own form of a refusal.
 */
public final class Refused extends RuntimeException {

    private static final long MILLIS_PER_SECOND = 1_000;

    private final ErrorCode code;
    private final String detail;
    private final int retryAfter;

    public Refused(ErrorCode code) {
        this(code, code.advice());
    }

    public Refused(ErrorCode code, String detail) {
        this(code, detail, 0);
    }

    /** @param wait the time after which the same request may succeed */
    public Refused(ErrorCode code, String detail, Duration wait) {
        this(code, detail, seconds(wait));
    }

    /** @param retryAfter the same in seconds; 0: not known */
    public Refused(ErrorCode code, String detail, int retryAfter) {
        super(code.wireName() + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** The seconds after which the same request may succeed; 0: not known. */
    public int retryAfter() {
        return retryAfter;
    }

    /** Whole seconds, at least one: who waits that long does not come too early. */
    public static int seconds(Duration wait) {
        return Math.toIntExact(Math.max(1, Math.ceilDiv(wait.toMillis(), MILLIS_PER_SECOND)));
    }
}
