package io.waggle.im.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The settings {@code waggle.messages.audit}.
 *
 * @param key 32 bytes in Base64, with which the copies are encrypted; null: no copies are made, and none can be read
 * @param keep how long a copy is kept
 */
@ConfigurationProperties("waggle.messages.audit")
record AuditProperties(@Nullable String key, @Nullable Duration keep) {

    private static final int KEY_BYTES = 32;

    AuditProperties {
        key = key == null || key.isBlank() ? null : key.strip();
        if ((key == null) != (keep == null)) {
            throw new IllegalArgumentException(
                    "waggle.messages.audit.key and waggle.messages.audit.keep belong together:"
                            + " set both, or neither");
        }
        if (keep != null && !keep.isPositive()) {
            throw new IllegalArgumentException("waggle.messages.audit.keep must be longer than zero, such as 90d");
        }
        if (key != null) {
            checkKey(key);
        }
    }

    /** The key; null if copies are off. */
    @Nullable
    SecretKey secretKey() {
        return key == null ? null : new SecretKeySpec(Base64.getDecoder().decode(key), "AES");
    }

    /** The key is not shown. */
    @Override
    public String toString() {
        return "AuditProperties[keep=" + keep + "]";
    }

    private static void checkKey(String key) {
        String wanted =
                "waggle.messages.audit.key must be 32 random bytes in Base64, as `openssl rand -base64 32` makes them";
        int bytes;
        try {
            bytes = Base64.getDecoder().decode(key).length;
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(wanted + "; this is no Base64", notBase64);
        }
        if (bytes != KEY_BYTES) {
            throw new IllegalArgumentException(wanted + "; this is " + bytes + " bytes");
        }
    }
}
