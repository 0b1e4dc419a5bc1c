package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * @param expiresAt null: never
 * @param usesLeft how many it still lets in; null: as many as like
 */
record InviteRow(
        String code,
        Id gid,
        Id makerUid,
        @Nullable Long expiresAt,
        @Nullable Integer usesLeft,
        long createdAt) {

    boolean isGoodAt(long now) {
        return (expiresAt == null || now < expiresAt) && (usesLeft == null || usesLeft > 0);
    }
}
