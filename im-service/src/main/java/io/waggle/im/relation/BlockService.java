package io.waggle.im.relation;

import io.waggle.im.account.Accounts;
import io.waggle.im.caller.Caller;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;

/** The block list of a user. Blocked users are not notified, and no answer reveals the block to them. */
@Service
class BlockService {

    private static final Id BELOW_ALL = new Id(0);

    private final BlockMapper blocks;
    private final FriendRequestLedger requests;
    private final FollowLists follows;
    private final Circles circles;
    private final Acquaintance acquaintance;
    private final Accounts accounts;
    private final RelationNotices notices;
    private final Clock clock;

    BlockService(
            BlockMapper blocks,
            FriendRequestLedger requests,
            FollowLists follows,
            Circles circles,
            Acquaintance acquaintance,
            Accounts accounts,
            RelationNotices notices,
            Clock clock) {
        this.blocks = blocks;
        this.requests = requests;
        this.follows = follows;
        this.circles = circles;
        this.acquaintance = acquaintance;
        this.accounts = accounts;
        this.notices = notices;
        this.clock = clock;
    }

    /** Blocks a user. Settles the pending friend request between the two and removes both follows. Friends stay friends. */
    void add(Caller caller, Id uid) {
        if (uid.equals(caller.uid())) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "uid is yourself; name someone else");
        }
        acquaintance.require(caller.uid(), uid);
        Added added = circles.change(caller.uid(), uid, pair -> {
            pair.mine().requireOpen(ErrorCode.SESSION_ENDED);
            pair.theirs().requireOpen(ErrorCode.NOT_FOUND);
            if (blocks.insert(caller.uid(), uid, clock.millis()) == 0) {
                return new Added(false, false);
            }
            requests.settleForBlock(caller.uid(), uid);
            follows.remove(uid, caller.uid());
            return new Added(true, follows.remove(caller.uid(), uid));
        });
        if (added.block) {
            notices.blockChanged(caller, uid, true);
        }
        if (added.unfollowed) {
            notices.followChanged(caller, uid, false);
        }
    }

    void remove(Caller caller, Id uid) {
        if (blocks.delete(caller.uid(), uid) > 0) {
            notices.blockChanged(caller, uid, false);
        }
    }

    /** Ordered by uid. */
    Page<RelatedUser> list(Caller caller, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        return RelatedUser.page(
                blocks.findAll(caller.uid(), cursor == null ? BELOW_ALL : cursor, size + 1), size, accounts);
    }

    private record Added(boolean block, boolean unfollowed) {}
}
