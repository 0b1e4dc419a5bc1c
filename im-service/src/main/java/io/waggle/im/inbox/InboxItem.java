package io.waggle.im.inbox;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in its reader's conversation list.
 *
 * @param peer the other user of a pair; null for a group
 * @param gid the group, the same as the id; null for a pair
 * @param remark the reader's private name for the group
 * @param unread the number of messages from others that the reader has not read; always computed, never stored
 * @param mentioned whether one of these messages mentions the reader, or everyone
 * @param markedUnread whether the reader has marked the conversation as unread; reading it removes the mark
 * @param last the newest entry that the list shows, in the same form as in history; absent if the reader sees none
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
        boolean markedUnread,

        @Schema(ref = "#/components/schemas/Entry") @JsonRawValue @Nullable
        String last) {

    record Peer(
            Id uid,
            @Nullable String username,
            String nickname,
            @Nullable String avatar) {}
}
