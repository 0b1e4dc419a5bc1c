package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.Set;

/** Relations, for other features. The friend list and the blocks of the user who would receive decide. */
@Service
public class Relations {

    private static final int FRIENDS_MAX = 10_000;

    private final FriendMapper friends;
    private final TiesMapper ties;
    private final BlockMapper blocks;

    Relations(FriendMapper friends, TiesMapper ties, BlockMapper blocks) {
        this.friends = friends;
        this.ties = ties;
        this.blocks = blocks;
    }

    /** Returns everything that decides whether one user may message the other, in one query. */
    public Ties ties(Id sender, Id recipient) {
        return ties.find(sender, recipient);
    }

    /** Returns the users who have {@code uid} as a friend and have not blocked them, up to a fixed maximum. */
    public Set<Id> friendsOf(Id uid) {
        return Set.copyOf(friends.findFriendsOf(uid, FRIENDS_MAX));
    }

    /** Returns the users among {@code others} who have {@code inviter} as a friend and have not blocked them. */
    public Set<Id> friendsAmong(Id inviter, Collection<Id> others) {
        return others.isEmpty() ? Set.of() : Set.copyOf(friends.findFriendOf(inviter, others));
    }

    /**
     * Returns the blocks between {@code uids} and {@code others} in both directions, in one query. Pass some hundreds at most.
     */
    public Apart apart(Collection<Id> uids, Collection<Id> others) {
        return new Apart(uids.isEmpty() || others.isEmpty() ? Set.of() : blocks.findBetween(uids, others));
    }
}
