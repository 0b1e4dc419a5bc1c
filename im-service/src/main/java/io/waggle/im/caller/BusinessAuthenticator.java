package io.waggle.im.caller;

import io.waggle.protocol.Id;

/** Authenticates business systems by their API keys. */
public interface BusinessAuthenticator {

    /** Returns whether any API key can allow this operation. */
    boolean canAllow(String operation);

    /**
     * Returns the system that holds the key.
     *
     * @param operation the path of the operation, as its controller declares it
     * @throws io.waggle.protocol.Refused if the key is not valid or does not allow this operation
     */
    Business authenticate(String apiKey, String operation);

    /**
     * Returns the user in whose name the system acts, without a device.
     *
     * @throws io.waggle.protocol.Refused if this is not one of the system's own users; the refusal is the same whether the user
     *     exists or not
     */
    Caller actAs(Business business, Id uid);
}
