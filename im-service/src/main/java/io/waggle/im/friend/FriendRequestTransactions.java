package io.waggle.im.friend;

import io.waggle.im.block.UserBlocked;
import io.waggle.im.relation.LockedPair;
import io.waggle.im.relation.PairKey;
import io.waggle.im.relation.RelationState;
import io.waggle.im.relation.RelationStates;
import io.waggle.im.relation.Relations;
import io.waggle.im.relation.Relationship;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Clock;

/**
 * The atomic steps of friend requests. The steps of a pair run one after the other, because each locks both users'
 * {@link RelationStates}. The unique key on {@code pending_pair} guarantees it once more.
 */
@Component
class FriendRequestTransactions {

    private final FriendRequestMapper requests;
    private final Relations relations;
    private final FriendLists lists;
    private final RelationStates states;
    private final FriendRequestRules rules;
    private final Clock clock;

    FriendRequestTransactions(
            FriendRequestMapper requests,
            Relations relations,
            FriendLists lists,
            RelationStates states,
            FriendRequestRules rules,
            Clock clock) {
        this.requests = requests;
        this.relations = relations;
        this.lists = lists;
        this.states = states;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Creates a pending request, returns the one that is already pending, or accepts the other user's request.
     *
     * @throws Refused if the request is not allowed
     */
    FriendRequestOutcome ask(FriendRequestRow wanted) {
        return states.change(wanted.fromUid(), wanted.toUid(), pair -> {
            Relationship relationship = relations.between(wanted.fromUid(), wanted.toUid());
            rules.checkRelationship(pair, relationship);
            FriendRequestRow pending = pendingOf(wanted);
            if (pending == null) {
                rules.checkNew(pair, relationship);
                requests.insert(wanted, PairKey.of(wanted.fromUid(), wanted.toUid()));
                return new FriendRequestOutcome.Created(wanted);
            }
            if (pending.fromUid().equals(wanted.fromUid())) {
                return new FriendRequestOutcome.AlreadyPending(pending);
            }
            accept(pair, relationship, pending);
            return new FriendRequestOutcome.Accepted(pending);
        });
    }

    /** @throws Refused if the request is not pending, or was sent to somebody else */
    FriendRequestRow accept(Id id, Id uid) {
        Id from = requestTo(id, uid).fromUid();
        return states.change(uid, from, pair -> {
            FriendRequestRow request = pendingNow(id, uid);
            accept(pair, relations.between(uid, from), request);
            return request;
        });
    }

    /** @throws Refused if the request is not pending, or was sent to somebody else */
    FriendRequestRow reject(Id id, Id uid) {
        Id from = requestTo(id, uid).fromUid();
        return states.change(uid, from, pair -> {
            FriendRequestRow request = pendingNow(id, uid);
            requests.settle(id, FriendRequestState.REJECTED);
            return request;
        });
    }

    /** Settles the pending request between the two users, in the block's transaction. */
    @EventListener
    void settle(UserBlocked block) {
        FriendRequestRow pending = requests.findPending(PairKey.of(block.uid(), block.blocked()));
        if (pending != null) {
            boolean own = pending.fromUid().equals(block.uid());
            requests.settle(pending.id(), own ? FriendRequestState.WITHDRAWN : FriendRequestState.REJECTED);
        }
    }

    /** Settles a request that has expired, or that must end for another reason, if it is still pending. */
    void settleIfPending(FriendRequestRow seen, FriendRequestState state) {
        states.change(seen.fromUid(), seen.toUid(), pair -> {
            FriendRequestRow request = requests.find(seen.id());
            boolean pending = request != null && request.state() == FriendRequestState.PENDING;
            if (pending) {
                requests.settle(seen.id(), state);
            }
            return pending;
        });
    }

    /** A side that already has the other as a friend keeps its row, with remark and tags. */
    private void accept(LockedPair pair, Relationship relationship, FriendRequestRow request) {
        RelationState mine = pair.mine();
        RelationState theirs = pair.theirs();
        mine.requireOpen(ErrorCode.SESSION_ENDED);
        theirs.requireOpen(ErrorCode.NOT_PENDING);
        requests.settle(request.id(), FriendRequestState.ACCEPTED);
        if (!relationship.senderHasRecipientAsFriend()) {
            rules.checkOwnRoom(mine);
            lists.add(mine, theirs.uid());
        }
        if (!relationship.recipientHasSenderAsFriend()) {
            rules.checkTheirRoom(theirs);
            lists.add(theirs, mine.uid());
        }
    }

    /**
     * Returns the pending request of the pair. Settles it as expired if its time is over, so that the pair may have a new one.
     */
    private @Nullable FriendRequestRow pendingOf(FriendRequestRow wanted) {
        FriendRequestRow pending = requests.findPending(PairKey.of(wanted.fromUid(), wanted.toUid()));
        if (pending == null || pending.isPendingAt(clock.millis())) {
            return pending;
        }
        requests.settle(pending.id(), FriendRequestState.EXPIRED);
        return null;
    }

    private FriendRequestRow pendingNow(Id id, Id uid) {
        FriendRequestRow request = requestTo(id, uid);
        if (!request.isPendingAt(clock.millis())) {
            throw new Refused(ErrorCode.NOT_PENDING);
        }
        return request;
    }

    private FriendRequestRow requestTo(Id id, Id uid) {
        FriendRequestRow request = requests.find(id);
        if (request == null || !request.toUid().equals(uid)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return request;
    }
}
