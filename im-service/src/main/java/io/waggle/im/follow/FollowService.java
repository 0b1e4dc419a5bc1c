package io.waggle.im.follow;

import io.waggle.im.account.Accounts;
import io.waggle.im.caller.Caller;
import io.waggle.im.relation.LockedPair;
import io.waggle.im.relation.RelatedUser;
import io.waggle.im.relation.RelationState;
import io.waggle.im.relation.RelationStates;
import io.waggle.im.relation.Relations;
import io.waggle.im.relation.Relationship;
import io.waggle.im.relation.UserVisibility;
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
    private final Relations relations;
    private final RelationStates states;
    private final UserVisibility visibility;
    private final Accounts accounts;
    private final FollowNotices notices;

    FollowService(
            FollowMapper follows,
            FollowLists lists,
            Relations relations,
            RelationStates states,
            UserVisibility visibility,
            Accounts accounts,
            FollowNotices notices) {
        this.follows = follows;
        this.lists = lists;
        this.relations = relations;
        this.states = states;
        this.visibility = visibility;
        this.accounts = accounts;
        this.notices = notices;
    }

    void add(Caller caller, Id uid) {
        if (uid.equals(caller.uid())) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "uid is your own; give the uid of another user");
        }
        visibility.require(caller.uid(), uid);
        boolean added = states.change(caller.uid(), uid, pair -> {
            check(pair, relations.between(caller.uid(), uid));
            return lists.add(caller.uid(), uid);
        });
        if (added) {
            notices.changed(caller.uid(), uid, true, caller.did());
        }
    }

    /** Checks for the follow first, so that an unknown uid takes no locks. */
    void remove(Caller caller, Id uid) {
        boolean following =
                !follows.findFollowedAmong(caller.uid(), List.of(uid)).isEmpty();
        if (following && states.change(caller.uid(), uid, pair -> lists.remove(caller.uid(), uid))) {
            notices.changed(caller.uid(), uid, false, caller.did());
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
        RelationState state = states.read(caller.uid());
        return new FollowCounts(state.following(), state.followers());
    }

    private static void check(LockedPair pair, Relationship relationship) {
        pair.mine().requireOpen(ErrorCode.SESSION_ENDED);
        pair.theirs().requireOpen(ErrorCode.NOT_FOUND);
        if (relationship.senderBlocks()) {
            throw new Refused(ErrorCode.BLOCKED_BY_YOU);
        }
        if (relationship.recipientBlocks()) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
    }
}
