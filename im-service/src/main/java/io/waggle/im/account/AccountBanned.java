package io.waggle.im.account;

import io.waggle.protocol.Id;

/** An administrator has shut the user out. Published within the transaction. */
public record AccountBanned(Id uid) {}
