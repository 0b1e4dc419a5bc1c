package io.waggle.im.account;

import io.waggle.protocol.Id;

/** The account that a registration has created. */
public record Registered(Id uid, String username) {}
