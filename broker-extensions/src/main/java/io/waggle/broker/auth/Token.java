package io.waggle.broker.auth;

import io.waggle.protocol.Id;

/** What a verified access token says. */
public record Token(Id uid, Id did) {}
