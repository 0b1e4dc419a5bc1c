package io.waggle.im.friend;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Friends: all of them, or the ones that changed.
 *
 * @param removed the friends removed since the given version; null when all friends were requested
 * @param version what to pass as {@code since} next time
 * @param next what to pass as {@code cursor} for the next page; null if there is none, or if changes were requested
 */
record FriendList(
        List<Friend> items,
        @Nullable List<Id> removed,
        String version,
        boolean more,
        @Nullable Id next) {}
