package io.waggle.im.business;

import com.google.protobuf.ByteString;
import io.waggle.kit.http.Credentials;
import io.waggle.protocol.Id;
import io.waggle.protocol.Sha256;
import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The text of an API key: {@code wgk_{id}_{secret}}. The id finds the row, and the hash of the whole text proves the key. The
 * secret has 256 random bits, so a fast hash is enough.
 */
record KeySecret(Id id, String text) {

    private static final int SECRET_BYTES = 32;
    private static final int ID_LENGTH = 13;

    static KeySecret make(Id id, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = Credentials.KEY_PREFIX + id + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new KeySecret(id, text);
    }

    /** Returns null for text that cannot be a key. */
    static @Nullable KeySecret parse(String text) {
        int start = Credentials.KEY_PREFIX.length();
        int end = start + ID_LENGTH;
        if (text.length() <= end || text.charAt(end) != '_') {
            return null;
        }
        Id id = Id.parse(text.substring(start, end));
        return id == null ? null : new KeySecret(id, text);
    }

    ByteString hash() {
        return ByteString.copyFrom(Sha256.of(text));
    }

    boolean matches(ApiKeyRow row) {
        return MessageDigest.isEqual(hash().toByteArray(), row.hash().toByteArray());
    }

    @Override
    public String toString() {
        return "KeySecret[id=" + id + "]";
    }
}
