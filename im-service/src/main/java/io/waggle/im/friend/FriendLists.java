package io.waggle.im.friend;

import io.waggle.im.relation.RelationState;
import io.waggle.im.relation.RelationStates;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/**
 * Writes friend lists. Each change of a list has its own version, and a removal leaves a tombstone, so that a client that was
 * away downloads only the changes. Call it while the list's state is locked, once per list.
 */
@Component
class FriendLists {

    private final FriendMapper friends;
    private final RelationStates states;
    private final Clock clock;

    FriendLists(FriendMapper friends, RelationStates states, Clock clock) {
        this.friends = friends;
        this.states = states;
        this.clock = clock;
    }

    /** Adds a friend who is not in the list. */
    void add(RelationState state, Id friend) {
        friends.deleteTombstone(state.uid(), friend);
        friends.insert(FriendshipRow.plain(state.uid(), friend, clock.millis(), state.version() + 1));
        states.friendListChanged(List.of(state.uid()), 1);
    }

    /** Returns whether the friend was in the list. */
    boolean remove(RelationState state, Id friend) {
        if (friends.delete(state.uid(), friend) == 0) {
            return false;
        }
        friends.insertTombstone(new Tombstone(state.uid(), friend, state.version() + 1, clock.millis()));
        states.friendListChanged(List.of(state.uid()), -1);
        return true;
    }

    void update(RelationState state, FriendshipRow friendship) {
        friends.update(friendship.at(state.version() + 1));
        states.friendListChanged(List.of(state.uid()), 0);
    }

    /** Removes one friend from many lists, each of which contains them. */
    void removeFromAll(List<Id> uids, Id friend) {
        friends.deleteFrom(uids, friend);
        states.friendListChanged(uids, -1);
        friends.insertTombstones(uids, friend, clock.millis());
    }
}
