package io.waggle.kit.idempotency;

import com.google.protobuf.ByteString;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * An encrypted answer as it is stored: the nonce, then the body under AES-GCM. The body may contain a secret that is shown only
 * once.
 */
final class SealedAnswer {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private SealedAnswer() {}

    static ByteString seal(SecretKey key, ByteString answer, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, key, nonce, answer);
        return ByteString.copyFrom(nonce).concat(ByteString.copyFrom(sealed));
    }

    static ByteString open(SecretKey key, ByteString sealed) {
        byte[] nonce = sealed.substring(0, NONCE_BYTES).toByteArray();
        return ByteString.copyFrom(apply(Cipher.DECRYPT_MODE, key, nonce, sealed.substring(NONCE_BYTES)));
    }

    private static byte[] apply(int mode, SecretKey key, byte[] nonce, ByteString text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text.toByteArray());
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("a stored answer is damaged", damaged);
        }
    }
}
