package io.waggle.media.upload;

import io.waggle.protocol.Sha256;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A question that only a holder of the content can answer: HMAC-SHA256 under the nonce, over the bytes of the ranges in order.
 * The content's hash alone, which everyone knows who has seen a message with it, is not enough.
 *
 * <p>Every ticket contains one, so that a ticket does not reveal whether the content is known here.
 *
 * @param nonce 32 bytes in hexadecimal digits
 */
record Proof(String nonce, List<Range> ranges) {

    private static final int RANGES = 8;
    private static final int RANGE = 32_768;
    private static final String HMAC = "HmacSHA256";

    record Range(long offset, long length) {}

    static Proof of(byte[] nonce, long size) {
        return new Proof(HexFormat.of().formatHex(nonce), ranges(nonce, size));
    }

    /**
     * Returns the ranges for a nonce, always the same for the same nonce. A content that is not larger than all ranges together
     * is asked for whole.
     */
    static List<Range> ranges(byte[] nonce, long size) {
        if (size <= (long) RANGES * RANGE) {
            return List.of(new Range(0, size));
        }
        List<Range> ranges = new ArrayList<>(RANGES);
        for (int i = 0; i < RANGES; i++) {
            long place = ByteBuffer.wrap(sha256(nonce, (byte) i)).getLong();
            ranges.add(new Range(Long.remainderUnsigned(place, size - RANGE + 1), RANGE));
        }
        return ranges;
    }

    /** Returns the right answer for those bytes. */
    static byte[] answer(byte[] nonce, List<Range> ranges, Reading reading) throws IOException {
        Mac mac = mac(nonce);
        byte[] buffer = new byte[RANGE];
        for (Range range : ranges) {
            try (InputStream bytes = reading.open(range)) {
                for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                    mac.update(buffer, 0, count);
                }
            }
        }
        return mac.doFinal();
    }

    private static Mac mac(byte[] nonce) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(nonce, HMAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] sha256(byte[] nonce, byte i) {
        MessageDigest digest = Sha256.digest();
        digest.update(nonce);
        digest.update(i);
        return digest.digest();
    }

    /** Reads the bytes of a range. */
    @FunctionalInterface
    interface Reading {
        InputStream open(Range range) throws IOException;
    }
}
