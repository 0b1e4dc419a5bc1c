package io.waggle.im.audit;

import com.google.protobuf.ByteString;
import io.waggle.im.log.EntryRef;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts copies with AES-GCM: the nonce, then the text. A copy opens only with its key, and only as that of its message. */
final class CopySeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    CopySeal(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    ByteString close(EntryRef message, ByteString text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, message).doFinal(text.toByteArray());
            return ByteString.copyFrom(nonce).concat(ByteString.copyFrom(sealed));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The text; null if it was sealed with another key, or changed. */
    @Nullable
    ByteString open(EntryRef message, ByteString sealed) {
        byte[] nonce = sealed.substring(0, NONCE_BYTES).toByteArray();
        try {
            return ByteString.copyFrom(cipher(Cipher.DECRYPT_MODE, nonce, message)
                    .doFinal(sealed.substring(NONCE_BYTES).toByteArray()));
        } catch (AEADBadTagException otherKey) {
            return null;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, EntryRef message) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(message.conversationId().value())
                .putLong(message.seq())
                .flip());
        return cipher;
    }
}
