package io.waggle.im.relation;

import io.waggle.protocol.Id;

/** The other user of a block or a follow. */
public record RelatedRow(Id uid, long createdAt) {}
