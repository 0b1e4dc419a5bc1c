package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/**
 * Writes friend lists. Each change of a list has its own version, and a removal leaves a tombstone, so that a client that was
 * away downloads only the changes. Call it while the list's circle is locked, once per list.
 */
@Component
class FriendLists {

    private final FriendMapper friends;
    private final CircleMapper circles;
    private final Clock clock;

    FriendLists(FriendMapper friends, CircleMapper circles, Clock clock) {
        this.friends = friends;
        this.circles = circles;
        this.clock = clock;
    }

    /** Adds a friend who is not in the list. */
    void add(Circle circle, Id friend) {
        friends.unbury(circle.uid(), friend);
        friends.insert(FriendshipRow.plain(circle.uid(), friend, clock.millis(), circle.version() + 1));
        circles.bump(List.of(circle.uid()), 1);
    }

    /** Returns whether the friend was in the list. */
    boolean remove(Circle circle, Id friend) {
        if (friends.delete(circle.uid(), friend) == 0) {
            return false;
        }
        friends.bury(new Tombstone(circle.uid(), friend, circle.version() + 1, clock.millis()));
        circles.bump(List.of(circle.uid()), -1);
        return true;
    }

    void update(Circle circle, FriendshipRow friendship) {
        friends.update(friendship.at(circle.version() + 1));
        circles.bump(List.of(circle.uid()), 0);
    }

    /** Removes one friend from many lists, each of which contains them. */
    void removeFromAll(List<Id> uids, Id friend) {
        friends.deleteFrom(uids, friend);
        circles.bump(uids, -1);
        friends.buryIn(uids, friend, clock.millis());
    }
}
