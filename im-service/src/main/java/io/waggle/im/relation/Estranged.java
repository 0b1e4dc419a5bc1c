package io.waggle.im.relation;

import io.waggle.protocol.Id;

/** A user has removed the other from their friends or has blocked them. Published after the commit. */
public record Estranged(Id uid, Id other) {}
