package io.waggle.im.relation;

import io.waggle.im.account.Accounts;
import io.waggle.im.caller.Caller;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

/** The follows of a user. Following needs no consent, but a user cannot follow somebody who blocks them. */
@Service
class FollowService {

    private static final Id BELOW_ALL = new Id(0);

    private final FollowMapper follows;
    private final FollowLists lists;
    private final TiesMapper tiesMapper;
    private final Circles circles;
    private final Acquaintance acquaintance;
    private final Accounts accounts;
    private final RelationNotices notices;

    FollowService(
            FollowMapper follows,
            FollowLists lists,
            TiesMapper tiesMapper,
            Circles circles,
            Acquaintance acquaintance,
            Accounts accounts,
            RelationNotices notices) {
        this.follows = follows;
        this.lists = lists;
        this.tiesMapper = tiesMapper;
        this.circles = circles;
        this.acquaintance = acquaintance;
        this.accounts = accounts;
        this.notices = notices;
    }

    void add(Caller caller, Id uid) {
        if (uid.equals(caller.uid())) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "uid is yourself; name someone else");
        }
        acquaintance.require(caller.uid(), uid);
        boolean added = circles.change(caller.uid(), uid, pair -> {
            check(pair, tiesMapper.find(caller.uid(), uid));
            return lists.add(caller.uid(), uid);
        });
        if (added) {
            notices.followChanged(caller, uid, true);
        }
    }

    /** Checks for the follow first, so that an unknown uid takes no locks. */
    void remove(Caller caller, Id uid) {
        boolean following =
                !follows.findFollowedAmong(caller.uid(), List.of(uid)).isEmpty();
        if (following && circles.change(caller.uid(), uid, pair -> lists.remove(caller.uid(), uid))) {
            notices.followChanged(caller, uid, false);
        }
    }

    /** Lists the users whom the caller follows, ordered by uid. */
    Page<RelatedUser> followed(Caller caller, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        return RelatedUser.page(
                follows.findFollowed(caller.uid(), cursor == null ? BELOW_ALL : cursor, size + 1), size, accounts);
    }

    /** Lists the users who follow the caller, ordered by uid. */
    Page<RelatedUser> followers(Caller caller, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        return RelatedUser.page(
                follows.findFollowers(caller.uid(), cursor == null ? BELOW_ALL : cursor, size + 1), size, accounts);
    }

    FollowCounts counts(Caller caller) {
        Circle circle = circles.read(caller.uid());
        return new FollowCounts(circle.following(), circle.followers());
    }

    private static void check(CirclePair pair, Ties ties) {
        pair.mine().requireOpen(ErrorCode.SESSION_ENDED);
        pair.theirs().requireOpen(ErrorCode.NOT_FOUND);
        if (ties.senderBlocks()) {
            throw new Refused(ErrorCode.BLOCKED_BY_YOU);
        }
        if (ties.recipientBlocks()) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
    }
}
