package io.waggle.media.store;

/** What the store says of an object. */
public record Stored(long size) {}
