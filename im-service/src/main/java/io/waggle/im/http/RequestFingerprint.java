package io.waggle.im.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What makes a request the same request: who sent it, under which key, and what it says.
 *
 * @param uid {@link #NOBODY} when the caller is not logged in
 * @param key the caller's Idempotency-Key; nobody's key is replaced by the fingerprint, so that only who knows both the
 *     key and the whole request is given the answer again
 * @param fingerprint method, path and body, hashed with the Idempotency-Key: a body may hold a password, and whoever
 *     reads this table is not to guess it faster than bcrypt allows
 */
record RequestFingerprint(Id uid, String key, String fingerprint) {

    static final Id NOBODY = new Id(0);

    private static final int KEY_LENGTH = 255;

    static RequestFingerprint of(Id uid, String key, String method, String path, byte[] body) {
        if (key.isBlank() || key.length() > KEY_LENGTH || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "Idempotency-Key has 1 to " + KEY_LENGTH + " visible ASCII characters; a UUID is a good one");
        }
        String fingerprint = hash(key, method + " " + path + "\n", body);
        return new RequestFingerprint(uid, uid.equals(NOBODY) ? fingerprint : key, fingerprint);
    }

    private static String hash(String key, String line, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            mac.update(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
