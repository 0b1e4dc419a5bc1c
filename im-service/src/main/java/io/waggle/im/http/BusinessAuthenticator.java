package io.waggle.im.http;

import io.waggle.protocol.Id;

/** Tells which business system holds an API key, and what it may do with it. */
public interface BusinessAuthenticator {

    /** Whether an API key can be made that is for this operation. */
    boolean opens(String operation);

    /**
     * Returns the system.
     *
     * @param operation the path of what it asks for, as its controller declares it
     * @throws io.waggle.protocol.Refused if the key is not valid, or is not for this operation
     */
    Business authenticate(String apiKey, String operation);

    /**
     * Returns the user in whose name the system acts, on no device.
     *
     * @throws io.waggle.protocol.Refused if it is not one of its own, alike whether that user exists or not
     */
    Caller actAs(Business business, Id uid);
}
