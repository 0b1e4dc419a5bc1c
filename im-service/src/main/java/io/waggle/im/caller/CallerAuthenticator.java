package io.waggle.im.caller;

/** Authenticates users by their access tokens. */
public interface CallerAuthenticator {

    /**
     * Returns the token's user and device.
     *
     * @throws io.waggle.protocol.Refused if the token is not valid or has expired, or as for {@link #admit}
     */
    Caller authenticate(String accessToken);

    /**
     * Checks that a caller whose connection was authenticated earlier may still call.
     *
     * @param generation the generation of the device's credential at that time
     * @throws io.waggle.protocol.Refused if the session has ended or the user is banned
     */
    void admit(Caller caller, int generation);

    /** @throws io.waggle.protocol.Refused if the caller is not an administrator */
    void requireAdministrator(Caller caller);
}
