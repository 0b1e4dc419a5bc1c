package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * The tokens and addresses that a device needs to act for its user.
 *
 * @param refreshToken null for a provisioned device
 * @param expiresIn the access token's lifetime in seconds
 */
public record Session(
        Id uid, Id did, String accessToken, @Nullable String refreshToken, long expiresIn, Mqtt mqtt) {

    /** The addresses of the broker. The MQTT client id is the did, and the password is the access token. */
    public record Mqtt(String tcp, String ws) {}

    @Override
    public String toString() {
        return "Session[uid=" + uid + ", did=" + did + "]";
    }
}
