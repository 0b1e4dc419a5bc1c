package io.waggle.im.relation;

import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Removes all relations of a user whose circle is closed, in small transactions. */
@Component
class DepartureSteps {

    private static final int AT_ONCE = 200;

    private final FriendRequestMapper requestMapper;
    private final FriendRequestLedger requests;
    private final FriendMapper friends;
    private final FriendLists friendLists;
    private final FollowMapper follows;
    private final FollowLists followLists;
    private final BlockMapper blocks;
    private final CustomRelationMapper relations;
    private final Circles circles;
    private final RelationNotices notices;

    DepartureSteps(
            FriendRequestMapper requestMapper,
            FriendRequestLedger requests,
            FriendMapper friends,
            FriendLists friendLists,
            FollowMapper follows,
            FollowLists followLists,
            BlockMapper blocks,
            CustomRelationMapper relations,
            Circles circles,
            RelationNotices notices) {
        this.requestMapper = requestMapper;
        this.requests = requests;
        this.friends = friends;
        this.friendLists = friendLists;
        this.follows = follows;
        this.followLists = followLists;
        this.blocks = blocks;
        this.relations = relations;
        this.circles = circles;
        this.notices = notices;
    }

    /** Repeats each step until it finds nothing more. */
    void run(Id uid) {
        Stream.<Predicate<Id>>of(
                        this::settleRequests,
                        this::leaveLists,
                        id -> friends.deleteSome(id, AT_ONCE) > 0,
                        id -> friends.deleteSomeTombstones(id, AT_ONCE) > 0,
                        this::unfollow,
                        this::loseFollowers,
                        id -> blocks.deleteSome(id, AT_ONCE) > 0,
                        id -> blocks.deleteSomeAgainst(id, AT_ONCE) > 0,
                        id -> relations.deleteSome(id, AT_ONCE) > 0,
                        id -> relations.deleteSomeOfOthers(id, AT_ONCE) > 0)
                .forEach(step -> {
                    while (step.test(uid)) {}
                });
    }

    private boolean settleRequests(Id uid) {
        List<FriendRequestRow> pending = requestMapper.findSomePendingOf(uid, AT_ONCE);
        pending.forEach(request -> requests.settleIfPending(request, FriendRequestState.WITHDRAWN));
        return !pending.isEmpty();
    }

    private boolean leaveLists(Id uid) {
        List<Id> seen = friends.findWhoCount(uid, AT_ONCE);
        if (seen.isEmpty()) {
            return false;
        }
        circles.changeAll(seen, locked -> {
                    List<Id> still = friends.findWhoCountAmong(uid, seen);
                    if (!still.isEmpty()) {
                        friendLists.removeFromAll(still, uid);
                    }
                    return still;
                })
                .forEach(other -> notices.removed(other, uid, Live.NO_ORIGIN));
        return true;
    }

    private boolean unfollow(Id uid) {
        List<Id> seen = uids(follows.findFollowed(uid, new Id(0), AT_ONCE));
        return !seen.isEmpty() && circles.changeAll(seen, locked -> followLists.removeAllFollowed(uid, seen));
    }

    private boolean loseFollowers(Id uid) {
        List<Id> seen = uids(follows.findFollowers(uid, new Id(0), AT_ONCE));
        return !seen.isEmpty() && circles.changeAll(seen, locked -> followLists.removeAllFollowers(uid, seen));
    }

    private static List<Id> uids(List<RelatedRow> rows) {
        return rows.stream().map(RelatedRow::uid).toList();
    }
}
