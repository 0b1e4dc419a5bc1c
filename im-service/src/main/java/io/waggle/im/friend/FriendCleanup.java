package io.waggle.im.friend;

import io.waggle.im.live.Live;
import io.waggle.im.relation.RelationCleanup;
import io.waggle.im.relation.RelationStates;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.util.List;

/** Withdraws the friend requests of a user, and removes them from friend lists with a tombstone. Deletes their own list. */
@Component
class FriendCleanup implements RelationCleanup {

    private final FriendRequestMapper requestMapper;
    private final FriendRequestTransactions requests;
    private final FriendMapper friends;
    private final FriendLists lists;
    private final RelationStates states;
    private final FriendNotices notices;

    FriendCleanup(
            FriendRequestMapper requestMapper,
            FriendRequestTransactions requests,
            FriendMapper friends,
            FriendLists lists,
            RelationStates states,
            FriendNotices notices) {
        this.requestMapper = requestMapper;
        this.requests = requests;
        this.friends = friends;
        this.lists = lists;
        this.states = states;
        this.notices = notices;
    }

    @Override
    public boolean removeSome(Id uid, int limit) {
        return settleRequests(uid, limit)
                || leaveLists(uid, limit)
                || friends.deleteSome(uid, limit) > 0
                || friends.deleteSomeTombstones(uid, limit) > 0;
    }

    private boolean settleRequests(Id uid, int limit) {
        List<FriendRequestRow> pending = requestMapper.findSomePendingOf(uid, limit);
        pending.forEach(request -> requests.settleIfPending(request, FriendRequestState.WITHDRAWN));
        return !pending.isEmpty();
    }

    private boolean leaveLists(Id uid, int limit) {
        List<Id> seen = friends.findOwners(uid, limit);
        if (seen.isEmpty()) {
            return false;
        }
        states.changeAll(seen, locked -> {
                    List<Id> still = friends.findOwnersAmong(uid, seen);
                    if (!still.isEmpty()) {
                        lists.removeFromAll(still, uid);
                    }
                    return still;
                })
                .forEach(other -> notices.removed(other, uid, Live.NO_ORIGIN));
        return true;
    }
}
