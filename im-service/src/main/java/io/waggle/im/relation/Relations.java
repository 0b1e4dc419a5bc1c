package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.Set;

/** Relations, as other features ask for them. They are asked from the side that has the say: the one who would be reached. */
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

    /** All that decides whether one may write to the other, in one query. */
    public Ties ties(Id sender, Id recipient) {
        return ties.find(sender, recipient);
    }

    /** Those who count {@code uid} among their friends and have not blocked it, as many as are worth asking about. */
    public Set<Id> friendsOf(Id uid) {
        return Set.copyOf(friends.findFriendsOf(uid, FRIENDS_MAX));
    }

    /** Those of the others who count {@code inviter} among their friends and have not blocked it. */
    public Set<Id> friendsAmong(Id inviter, Collection<Id> others) {
        return others.isEmpty() ? Set.of() : Set.copyOf(friends.findFriendOf(inviter, others));
    }

    /** Who of those here has blocked, or is blocked by, whom of those there; some hundreds of them at most, in one query. */
    public Apart apart(Collection<Id> uids, Collection<Id> others) {
        return new Apart(uids.isEmpty() || others.isEmpty() ? Set.of() : blocks.findBetween(uids, others));
    }
}
