package io.waggle.media.store;

/** A part of an upload that the store has. */
public record StoredPart(int number, long size, String etag) {}
