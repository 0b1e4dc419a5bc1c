package io.waggle.protocol;

/**
 * The refusal of a request, with an error code and a detail that says what is wrong and what to do.
 *
 * <p>It is an outcome and not a fault: it has no stack trace, and every edge converts it to its own form of a refusal.
 */
public final class Refused extends RuntimeException {

    private final ErrorCode code;
    private final String detail;

    public Refused(ErrorCode code) {
        this(code, code.advice());
    }

    public Refused(ErrorCode code, String detail) {
        super(code.wireName() + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }
}
