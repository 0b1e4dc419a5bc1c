package io.waggle.im.session;

import io.waggle.protocol.Sha256;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes refresh tokens: 32 random bytes, of which only a hash is stored. A fast hash is safe for that many random bytes. */
final class RefreshTokens {

    private static final int BYTES = 32;

    private final SecureRandom random;

    RefreshTokens(SecureRandom random) {
        this.random = random;
    }

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String token) {
        return Sha256.of(token);
    }
}
