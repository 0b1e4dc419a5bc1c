package io.waggle.im.sweep;

import io.waggle.im.HttpCalls.Answer;
import io.waggle.protocol.fabric.v1.RpcReply;

import java.util.regex.Pattern;

/**
 * What an operation came to, over HTTP or rpc.
 *
 * @param code {@code ok}, or that of the error
 * @param text all that was said
 */
record SweptOutcome(String code, String text) {

    private static final Pattern ANY_ID = Pattern.compile("(?i)[0-9A-HJKMNP-TV-Z]{13,}");
    private static final String OK = "ok";

    static SweptOutcome of(Answer answer) {
        String code = answer.status() < 300
                ? OK
                : answer.body().path("code").asString("status " + answer.status() + " without a code");
        return new SweptOutcome(code, answer.status() + " " + answer.text());
    }

    static SweptOutcome of(RpcReply reply) {
        String code = reply.getRefused().getCode();
        return code.isEmpty()
                ? new SweptOutcome(OK, reply.getBody().toStringUtf8())
                : new SweptOutcome(code, reply.getRefused().getDetail());
    }

    /** The same, with one word for an id that was named, and another for all others. */
    SweptOutcome masking(String id) {
        return new SweptOutcome(
                code, ANY_ID.matcher(text.replace(id, "(named)")).replaceAll("(other)"));
    }
}
