package io.waggle.im.http;

import io.waggle.protocol.Id;

/** Who makes a request: a user, on one of its devices. A controller that takes one is told by its access token. */
public record Caller(Id uid, Id did) {}
