package io.waggle.im.relation;

import io.waggle.protocol.Id;

/** The other one of a block or a follow. */
record RelatedRow(Id uid, long createdAt) {}
