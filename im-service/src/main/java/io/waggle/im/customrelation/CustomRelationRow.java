package io.waggle.im.customrelation;

import io.waggle.protocol.Id;

/** {@code uid} is {@code otherUid}'s {@code type}. */
record CustomRelationRow(String type, Id uid, Id otherUid, long createdAt) {

    CustomRelationRow inverse(String inverseType) {
        return new CustomRelationRow(inverseType, otherUid, uid, createdAt);
    }
}
