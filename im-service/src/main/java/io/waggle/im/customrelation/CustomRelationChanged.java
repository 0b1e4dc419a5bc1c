package io.waggle.im.customrelation;

import io.waggle.protocol.Id;

/** A custom relation between two users was added or removed. Published within the transaction. */
public record CustomRelationChanged(Id uid, Id other) {}
