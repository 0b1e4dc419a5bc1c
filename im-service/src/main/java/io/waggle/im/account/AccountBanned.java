package io.waggle.im.account;

import io.waggle.protocol.Id;

/** An administrator has banned the user. Published within the transaction. */
public record AccountBanned(Id uid) {}
