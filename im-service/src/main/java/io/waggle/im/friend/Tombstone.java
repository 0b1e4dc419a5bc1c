package io.waggle.im.friend;

import io.waggle.protocol.Id;

/** The record that {@code friendUid} was removed from the list of {@code uid} with this version. */
record Tombstone(Id uid, Id friendUid, long version, long removedAt) {}
