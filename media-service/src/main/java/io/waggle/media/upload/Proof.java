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
 * What only someone can answer who has the content: HMAC-SHA256 under the nonce, over the bytes of the ranges one behind the
 * other. Whoever knows nothing but its hash, as everyone does who has seen a message with it, cannot.
 *
 * <p>Every ticket has one, so that none tells whether the content is known here.
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

    /** The same again from the same nonce. A content that is not larger than all ranges is asked for whole. */
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

    /** What the right answer is for those bytes. */
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

    /** How the bytes of a range are read. */
    @FunctionalInterface
    interface Reading {
        InputStream open(Range range) throws IOException;
    }
}
