package io.waggle.im.http;

/** Tells who holds an access token, and whether a caller may call now. */
public interface CallerAuthenticator {

    /**
     * Returns the token's user and device.
     *
     * @throws io.waggle.protocol.Refused if the token is not valid or has expired, or as for {@link #admit}
     */
    Caller authenticate(String accessToken);

    /**
     * Lets a caller pass whose connection was authenticated at some time.
     *
     * @throws io.waggle.protocol.Refused if the session has ended or the user is banned
     */
    void admit(Caller caller);
}
