package io.waggle.im.http;

/** Tells who holds an access token. */
@FunctionalInterface
public interface CallerAuthenticator {

    /**
     * Returns the token's user and device.
     *
     * @throws io.waggle.protocol.Refused if the token is not valid, has expired, or its session has ended
     */
    Caller authenticate(String accessToken);
}
