package io.waggle.im.relation;

/** The states of two users while both are locked. */
public record LockedPair(RelationState mine, RelationState theirs) {}
