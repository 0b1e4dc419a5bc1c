package io.waggle.system.message;

import com.google.protobuf.ByteString;
import io.waggle.protocol.ErrorCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Payloads on a JSON connection that are not messages. */
enum BadPayload {
    EMPTY("", "empty"),
    CUT_OFF("{\"text\":\"hi", "JSON"),
    TEXT_AFTER_THE_END("{\"text\":\"hi\"} {\"text\":\"again\"}", ""),
    NO_CONTENT("{\"mood\":\"glad\"}", "no content"),
    TWO_CONTENTS("{\"text\":\"hi\",\"custom\":{\"type\":\"x\"}}", "more than one"),
    CONTENT_TWICE("{\"text\":\"hi\",\"text\":\"ho\"}", ""),
    NUMBER_FOR_TEXT("{\"text\":17}", "string"),
    ID_NOT_A_UUID("{\"id\":\"17\",\"text\":\"hi\"}", "UUID"),
    FORGED_SENDER("{\"text\":\"hi\",\"from\":\"0000000000001\"}", "from"),
    FORGED_NUMBER("{\"text\":\"hi\",\"seq\":1}", "seq"),
    FORGED_NOTICE("{\"text\":\"hi\",\"error\":{\"code\":\"session-ended\"}}", "error"),
    HALF_A_SURROGATE_PAIR("{\"text\":\"\\ud800\"}", "surrogate"),
    TYPE_TOO_LONG("{\"custom\":{\"type\":\"" + "t".repeat(65) + "\"}}", "64"),
    NESTED_DEEPLY("{\"text\":\"hi\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}", ""),
    INVALID_UTF8_PLAIN(invalidUtf8("hi "), ErrorCode.INVALID_PAYLOAD, "UTF-8"),
    INVALID_UTF8_JSON(invalidUtf8("{\"text\":\""), ErrorCode.INVALID_PAYLOAD, "UTF-8"),
    PLAIN_TOO_LONG("x".repeat(8_193), ErrorCode.TOO_LONG, "8192"),
    JSON_TOO_LONG("{\"text\":\"" + "x".repeat(8_193) + "\"}", ErrorCode.TOO_LONG, "8192"),
    TOO_LONG_IN_BYTES("\u20ac".repeat(2_731), ErrorCode.TOO_LONG, "8192"),
    DATA_TOO_LONG("{\"custom\":{\"type\":\"x\",\"data\":\"" + "x".repeat(8_192) + "\"}}", ErrorCode.TOO_LONG, "8192"),
    EXTRA_TOO_LONG("{\"text\":\"hi\",\"x\":\"" + "x".repeat(8_192) + "\"}", ErrorCode.TOO_LONG, "8192"),
    FAR_TOO_LONG("x".repeat(200_000), ErrorCode.TOO_LONG, "8192");

    private final ByteString payload;
    private final ErrorCode code;
    private final String detail;

    BadPayload(String payload, String detail) {
        this(payload, ErrorCode.INVALID_PAYLOAD, detail);
    }

    BadPayload(String payload, ErrorCode code, String detail) {
        this(payload.getBytes(StandardCharsets.UTF_8), code, detail);
    }

    BadPayload(byte[] payload, ErrorCode code, String detail) {
        this.payload = ByteString.copyFrom(payload);
        this.code = code;
        this.detail = detail;
    }

    byte[] payload() {
        return payload.toByteArray();
    }

    ErrorCode code() {
        return code;
    }

    /** Returns a text that the refusal's detail must contain. */
    String detail() {
        return detail;
    }

    private static byte[] invalidUtf8(String begin) {
        byte[] good = (begin + "xx").getBytes(StandardCharsets.UTF_8);
        byte[] bad = Arrays.copyOf(good, good.length);
        // The first byte of a two-byte character without the second byte.
        bad[bad.length - 2] = (byte) 0xc3;
        bad[bad.length - 1] = 0x28;
        return bad;
    }
}
