package io.waggle.im.customrelation;

/** A relation type was defined, changed or removed, and with it what pairs may do. Published within the transaction. */
public record RelationTypeChanged(String name) {}
