package io.waggle.im.customrelation;

import io.waggle.protocol.Id;

import java.time.Instant;

/** {@code uid} is {@code other}'s {@code type}. */
public record CustomRelation(String type, Id uid, Id other, Instant since) {

    static CustomRelation of(CustomRelationRow row) {
        return new CustomRelation(row.type(), row.uid(), row.otherUid(), Instant.ofEpochMilli(row.createdAt()));
    }
}
