package io.waggle.im.caller;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * The user in whose name a request is made: on one of their devices, or by a business system. A controller method with this
 * parameter receives the authenticated caller.
 *
 * @param did 0 for a business system
 * @param app the business system; null if the user makes the request
 */
public record Caller(Id uid, Id did, @Nullable String app) {

    public Caller(Id uid, Id did) {
        this(uid, did, null);
    }
}
