package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Friends, all or those that changed.
 *
 * @param removed who left the list since the version that was asked for; null when all were asked for
 * @param version what to pass as {@code since} next time
 * @param next what to pass as {@code cursor} for the next page; null when there is none, or when changes were asked for
 */
record FriendList(
        List<Friend> items,
        @Nullable List<Id> removed,
        String version,
        boolean more,
        @Nullable Id next) {}
