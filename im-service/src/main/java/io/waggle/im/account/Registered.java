package io.waggle.im.account;

import io.waggle.protocol.Id;

/** The new account. */
public record Registered(Id uid, String username) {}
