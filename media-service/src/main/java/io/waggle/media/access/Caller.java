package io.waggle.media.access;

import io.waggle.protocol.Id;

/** The user who makes a request. A controller method that has this parameter gets it from the request's token. */
public record Caller(Id uid, boolean administrator) {}
