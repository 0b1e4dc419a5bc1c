package io.waggle.kit.idempotency;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request with an Idempotency-Key: its lookup name, its fingerprint, and the key that encrypts its answer. All three are
 * hashes that are made with the Idempotency-Key, which itself is not stored: a reader of the table can neither guess a password
 * in a request nor decrypt an answer.
 *
 * @param uid 0 when nobody is logged in
 * @param name identifies the Idempotency-Key among those of the user. Without a user it identifies the whole request, so
 *     that two strangers who choose the same key do not conflict
 * @param fingerprint the hash of operation and body
 */
public record KeyedRequest(Id uid, String name, String fingerprint, SecretKey answerKey) {

    private static final Id NOBODY = new Id(0);
    private static final int KEY_LENGTH = 255;
    private static final String HMAC = "HmacSHA256";

    /**
     * @param uid null when nobody is logged in
     * @param key the Idempotency-Key
     * @param operation such as {@code POST /v1/groups}
     * @throws Refused if the key is not valid
     */
    public static KeyedRequest of(@Nullable Id uid, String key, String operation, byte[] body) {
        if (key.isEmpty() || key.length() > KEY_LENGTH || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "Idempotency-Key must have 1 to " + KEY_LENGTH + " visible ASCII characters, such as a UUID");
        }
        Id asker = uid == null ? NOBODY : uid;
        byte[] fingerprint = hash(key, "request " + operation, body);
        byte[] name = uid == null ? fingerprint : hash(key, "name", new byte[0]);
        byte[] answerKey = hash(key, "answer to " + asker, fingerprint);
        HexFormat hex = HexFormat.of();
        return new KeyedRequest(
                asker, hex.formatHex(name), hex.formatHex(fingerprint), new SecretKeySpec(answerKey, "AES"));
    }

    private static byte[] hash(String key, String line, byte[] rest) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), HMAC));
            mac.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(rest);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
