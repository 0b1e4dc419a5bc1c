package io.waggle.protocol;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * What a provisioned device shows in place of an access token: 32 random bytes behind a prefix by which people, and those
 * who look for leaked secrets, know it. So much chance needs no slow hash, and only the hash is kept or passed on.
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

    /** SHA-256. */
    public static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
