package io.waggle.im.relation;

import io.waggle.protocol.Id;

/** A user no longer counts the other among its friends, or has blocked it. Published after the commit. */
public record Estranged(Id uid, Id other) {}
