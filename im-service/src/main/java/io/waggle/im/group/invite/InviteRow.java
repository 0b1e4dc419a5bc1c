package io.waggle.im.group.invite;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A stored invite.
 *
 * @param expiresAt null if it never expires
 * @param usesLeft how many users can still join with it; null if unlimited
 */
record InviteRow(
        String code,
        Id gid,
        Id makerUid,
        @Nullable Long expiresAt,
        @Nullable Integer usesLeft,
        long createdAt) {

    boolean isValidAt(long now) {
        return (expiresAt == null || now < expiresAt) && (usesLeft == null || usesLeft > 0);
    }
}
