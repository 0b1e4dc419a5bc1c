package io.waggle.im.friend;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One side of a friendship: {@code uid} has {@code friendUid} as a friend.
 *
 * @param tags separated by line breaks
 * @param version the list's version when this row last changed
 */
record FriendshipRow(
        Id uid, Id friendUid, long createdAt, @Nullable String remark, String tags, boolean starred, long version) {

    static FriendshipRow plain(Id uid, Id friendUid, long createdAt, long version) {
        return new FriendshipRow(uid, friendUid, createdAt, null, "", false, version);
    }

    List<String> tagList() {
        return tags.lines().toList();
    }

    FriendshipRow at(long newVersion) {
        return new FriendshipRow(uid, friendUid, createdAt, remark, tags, starred, newVersion);
    }
}
