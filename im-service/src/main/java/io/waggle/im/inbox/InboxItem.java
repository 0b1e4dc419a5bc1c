package io.waggle.im.inbox;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * One conversation in its reader's list.
 *
 * @param peer the other one of a pair
 * @param gid the group, whose conversation's id it is
 * @param remark what the reader calls the group for itself
 * @param unread messages of others that the reader has not read; derived, never counted up and down
 * @param mentioned whether an entry of others that the reader has not read names the reader, or everyone
 * @param last the newest entry, in the same form as in history; absent when the reader cannot see it
 */
record InboxItem(
        Id id,
        @Nullable Peer peer,
        @Nullable Id gid,
        String name,
        @Nullable String remark,
        long lastSeq,
        long readSeq,
        long unread,
        boolean mentioned,
        boolean muted,
        boolean pinned,
        @Nullable String draft,

        @Schema(ref = "#/components/schemas/Entry") @JsonRawValue @Nullable
        String last) {

    record Peer(
            Id uid,
            @Nullable String username,
            String nickname,
            @Nullable String avatar) {}
}
