package io.waggle.im.block;

import io.waggle.protocol.Id;

/**
 * A user has blocked another. Published within the transaction, while the relations of both are locked.
 *
 * @param did the device that made the block; 0 for a business system
 */
public record UserBlocked(Id uid, Id blocked, Id did) {}
