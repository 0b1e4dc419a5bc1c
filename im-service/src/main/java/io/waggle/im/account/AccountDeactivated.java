package io.waggle.im.account;

import io.waggle.protocol.Id;

/** The user has given the account up, for good. Published within the transaction. */
public record AccountDeactivated(Id uid) {}
