package io.waggle.im.account;

import io.waggle.protocol.Id;

/**
 * The user has a new password. Published within the transaction.
 *
 * @param keptDid the device that changed it; it stays logged in
 */
public record PasswordChanged(Id uid, Id keptDid) {}
