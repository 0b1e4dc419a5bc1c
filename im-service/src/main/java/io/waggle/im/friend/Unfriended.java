package io.waggle.im.friend;

import io.waggle.protocol.Id;

/** A friend was removed from the friend list of {@code uid}. Published after the commit. */
public record Unfriended(Id uid, Id friend) {}
