package io.waggle.im.follow;

import io.waggle.im.relation.RelatedRow;
import io.waggle.im.relation.RelationCleanup;
import io.waggle.im.relation.RelationStates;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.util.List;

/** Removes the follows by a user and the follows of them, and corrects the counts of the other users. */
@Component
class FollowCleanup implements RelationCleanup {

    private static final Id BELOW_ALL = new Id(0);

    private final FollowMapper follows;
    private final FollowLists lists;
    private final RelationStates states;

    FollowCleanup(FollowMapper follows, FollowLists lists, RelationStates states) {
        this.follows = follows;
        this.lists = lists;
        this.states = states;
    }

    @Override
    public boolean removeSome(Id uid, int limit) {
        return unfollow(uid, limit) || loseFollowers(uid, limit);
    }

    private boolean unfollow(Id uid, int limit) {
        List<Id> seen = uids(follows.findFollowed(uid, BELOW_ALL, limit));
        return !seen.isEmpty() && states.changeAll(seen, locked -> lists.removeAllFollowed(uid, seen));
    }

    private boolean loseFollowers(Id uid, int limit) {
        List<Id> seen = uids(follows.findFollowers(uid, BELOW_ALL, limit));
        return !seen.isEmpty() && states.changeAll(seen, locked -> lists.removeAllFollowers(uid, seen));
    }

    private static List<Id> uids(List<RelatedRow> rows) {
        return rows.stream().map(RelatedRow::uid).toList();
    }
}
