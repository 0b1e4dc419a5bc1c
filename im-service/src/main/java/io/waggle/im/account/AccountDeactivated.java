package io.waggle.im.account;

import io.waggle.protocol.Id;

/** The user has deactivated the account for good. Published within the transaction. */
public record AccountDeactivated(Id uid) {}
