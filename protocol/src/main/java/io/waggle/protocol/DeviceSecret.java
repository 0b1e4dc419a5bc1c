package io.waggle.protocol;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The credential that a provisioned device sends in place of an access token: 32 random bytes after a prefix. By the prefix,
 * people and scanners for leaked secrets recognise it. A secret this random needs no slow hash; only the hash is stored or
 * passed on.
 */
public final class DeviceSecret {

    public static final String PREFIX = "wgd_";

    private static final int BYTES = 32;

    private DeviceSecret() {}

    public static String next(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static boolean isOne(String password) {
        return password.startsWith(PREFIX);
    }

    /** Returns the SHA-256 hash. */
    public static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
