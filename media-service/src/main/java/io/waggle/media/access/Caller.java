package io.waggle.media.access;

import io.waggle.protocol.Id;

/** The user who makes a request. A controller that takes one is told by the request's token. */
public record Caller(Id uid, boolean administrator) {}
