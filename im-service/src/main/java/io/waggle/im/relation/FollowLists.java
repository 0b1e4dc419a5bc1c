package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/** Writes who follows whom, and counts it on both sides. Call it while both users' circles are locked. */
@Component
class FollowLists {

    private final FollowMapper follows;
    private final CircleMapper circles;
    private final Clock clock;

    FollowLists(FollowMapper follows, CircleMapper circles, Clock clock) {
        this.follows = follows;
        this.circles = circles;
        this.clock = clock;
    }

    /** Whether it was not so before. */
    boolean add(Id uid, Id followed) {
        return follows.insert(uid, followed, clock.millis()) > 0 && count(uid, followed, 1);
    }

    /** Whether it was so before. */
    boolean remove(Id uid, Id followed) {
        return follows.delete(uid, followed) > 0 && count(uid, followed, -1);
    }

    /** Removes all of {@code seen} that are followed; the follower's own count is of no use to anybody any more. */
    boolean removeAllFollowed(Id uid, List<Id> seen) {
        List<Id> still = follows.findFollowedAmong(uid, seen);
        if (!still.isEmpty()) {
            follows.deleteFollowed(uid, still);
            circles.addFollowers(still, -1);
        }
        return true;
    }

    /** Removes all of {@code seen} that follow, likewise. */
    boolean removeAllFollowers(Id uid, List<Id> seen) {
        List<Id> still = follows.findFollowersAmong(uid, seen);
        if (!still.isEmpty()) {
            follows.deleteFollowers(uid, still);
            circles.addFollowing(still, -1);
        }
        return true;
    }

    private boolean count(Id uid, Id followed, int more) {
        circles.addFollowing(List.of(uid), more);
        circles.addFollowers(List.of(followed), more);
        return true;
    }
}
