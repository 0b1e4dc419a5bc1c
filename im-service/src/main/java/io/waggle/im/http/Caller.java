package io.waggle.im.http;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request: a user, on one of its devices or by a business system that acts in its name. A controller that takes
 * one is told by its token.
 *
 * @param did 0 for a business system
 * @param app the business system; null for the user itself
 */
public record Caller(Id uid, Id did, @Nullable String app) {

    public Caller(Id uid, Id did) {
        this(uid, did, null);
    }
}
