package io.waggle.im.follow;

import io.waggle.im.relation.RelationStates;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/** Writes follows and keeps their counts on both sides. Call it while both users' states are locked. */
@Component
class FollowLists {

    private final FollowMapper follows;
    private final RelationStates states;
    private final Clock clock;

    FollowLists(FollowMapper follows, RelationStates states, Clock clock) {
        this.follows = follows;
        this.states = states;
        this.clock = clock;
    }

    /** Returns false if the follow already existed. */
    boolean add(Id uid, Id followed) {
        return follows.insert(uid, followed, clock.millis()) > 0 && count(uid, followed, 1);
    }

    /** Returns whether the follow existed. */
    boolean remove(Id uid, Id followed) {
        return follows.delete(uid, followed) > 0 && count(uid, followed, -1);
    }

    /**
     * Removes the follows from {@code uid} to all of {@code seen}. Does not update the follower's own count, which is no longer
     * used.
     */
    boolean removeAllFollowed(Id uid, List<Id> seen) {
        List<Id> still = follows.findFollowedAmong(uid, seen);
        if (!still.isEmpty()) {
            follows.deleteFollowed(uid, still);
            states.followersChanged(still, -1);
        }
        return true;
    }

    /**
     * Removes the follows from all of {@code seen} to {@code uid}. Does not update the count of {@code uid}, which is no longer
     * used.
     */
    boolean removeAllFollowers(Id uid, List<Id> seen) {
        List<Id> still = follows.findFollowersAmong(uid, seen);
        if (!still.isEmpty()) {
            follows.deleteFollowers(uid, still);
            states.followingChanged(still, -1);
        }
        return true;
    }

    private boolean count(Id uid, Id followed, int more) {
        states.followingChanged(List.of(uid), more);
        states.followersChanged(List.of(followed), more);
        return true;
    }
}
