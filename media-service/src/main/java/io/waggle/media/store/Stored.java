package io.waggle.media.store;

/** The store's information about an object. */
public record Stored(long size) {}
