package io.waggle.im.relation;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;

/**
 * The atomic steps of friend requests. The steps of a pair run one after the other, because each locks both users'
 * {@link Circles}. The unique key on {@code pending_pair} guarantees it once more.
 */
@Component
class FriendRequestLedger {

    private final FriendRequestMapper requests;
    private final TiesMapper tiesMapper;
    private final FriendLists lists;
    private final Circles circles;
    private final RequestRules rules;
    private final Clock clock;

    FriendRequestLedger(
            FriendRequestMapper requests,
            TiesMapper tiesMapper,
            FriendLists lists,
            Circles circles,
            RequestRules rules,
            Clock clock) {
        this.requests = requests;
        this.tiesMapper = tiesMapper;
        this.lists = lists;
        this.circles = circles;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Creates a pending request, returns the one that is already pending, or accepts the other user's request.
     *
     * @throws Refused if the request is not allowed
     */
    Asking ask(FriendRequestRow wanted) {
        return circles.change(wanted.fromUid(), wanted.toUid(), pair -> {
            Ties ties = tiesMapper.find(wanted.fromUid(), wanted.toUid());
            rules.checkTies(pair, ties);
            FriendRequestRow pending = pendingOf(wanted);
            if (pending == null) {
                rules.checkNew(pair, ties);
                requests.insert(wanted, PendingPair.of(wanted.fromUid(), wanted.toUid()));
                return new Asking.Asked(wanted);
            }
            if (pending.fromUid().equals(wanted.fromUid())) {
                return new Asking.AskedBefore(pending);
            }
            accept(pair, ties, pending);
            return new Asking.Crossed(pending);
        });
    }

    /** @throws Refused if the request is not pending, or was sent to somebody else */
    FriendRequestRow accept(Id id, Id uid) {
        Id from = theirs(id, uid).fromUid();
        return circles.change(uid, from, pair -> {
            FriendRequestRow request = pendingNow(id, uid);
            accept(pair, tiesMapper.find(uid, from), request);
            return request;
        });
    }

    /** @throws Refused if the request is not pending, or was sent to somebody else */
    FriendRequestRow reject(Id id, Id uid) {
        Id from = theirs(id, uid).fromUid();
        return circles.change(uid, from, pair -> {
            FriendRequestRow request = pendingNow(id, uid);
            requests.settle(id, FriendRequestState.REJECTED);
            return request;
        });
    }

    /** Settles the pending request between two users because {@code uid} blocks the other. Both circles are locked. */
    void settleForBlock(Id uid, Id blocked) {
        FriendRequestRow pending = requests.findPending(PendingPair.of(uid, blocked));
        if (pending != null) {
            boolean own = pending.fromUid().equals(uid);
            requests.settle(pending.id(), own ? FriendRequestState.WITHDRAWN : FriendRequestState.REJECTED);
        }
    }

    /** Settles a request that has expired, or that must end for another reason, if it is still pending. */
    void settleIfPending(FriendRequestRow seen, FriendRequestState state) {
        circles.change(seen.fromUid(), seen.toUid(), pair -> {
            FriendRequestRow request = requests.find(seen.id());
            boolean pending = request != null && request.state() == FriendRequestState.PENDING;
            if (pending) {
                requests.settle(seen.id(), state);
            }
            return pending;
        });
    }

    /** A side that already has the other as a friend keeps its row, with remark and tags. */
    private void accept(CirclePair pair, Ties ties, FriendRequestRow request) {
        Circle mine = pair.mine();
        Circle theirs = pair.theirs();
        mine.requireOpen(ErrorCode.SESSION_ENDED);
        theirs.requireOpen(ErrorCode.NOT_PENDING);
        requests.settle(request.id(), FriendRequestState.ACCEPTED);
        if (!ties.senderCountsRecipient()) {
            rules.checkOwnRoom(mine);
            lists.add(mine, theirs.uid());
        }
        if (!ties.recipientCountsSender()) {
            rules.checkTheirRoom(theirs);
            lists.add(theirs, mine.uid());
        }
    }

    /**
     * Returns the pending request of the pair. Settles it as expired if its time is over, so that the pair may have a new one.
     */
    private @Nullable FriendRequestRow pendingOf(FriendRequestRow wanted) {
        FriendRequestRow pending = requests.findPending(PendingPair.of(wanted.fromUid(), wanted.toUid()));
        if (pending == null || pending.isPendingAt(clock.millis())) {
            return pending;
        }
        requests.settle(pending.id(), FriendRequestState.EXPIRED);
        return null;
    }

    private FriendRequestRow pendingNow(Id id, Id uid) {
        FriendRequestRow request = theirs(id, uid);
        if (!request.isPendingAt(clock.millis())) {
            throw new Refused(ErrorCode.NOT_PENDING);
        }
        return request;
    }

    private FriendRequestRow theirs(Id id, Id uid) {
        FriendRequestRow request = requests.find(id);
        if (request == null || !request.toUid().equals(uid)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return request;
    }
}
