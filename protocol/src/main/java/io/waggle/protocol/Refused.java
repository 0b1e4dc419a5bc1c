package io.waggle.protocol;

/**
 * What was asked is refused, with a code from the registry and what is wrong and would be right.
 *
 * <p>An outcome, not a fault: it carries no stack trace, and every edge turns it into its own form of a refusal.
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
