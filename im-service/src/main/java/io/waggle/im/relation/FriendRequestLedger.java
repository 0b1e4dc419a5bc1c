package io.waggle.im.relation;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;

/**
 * The steps of friend requests that happen whole or not at all. All of a pair happen one after the other, since each locks
 * both users' {@link Circles}; the unique key over {@code pending_pair} says the same once more.
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
     * Makes a request pending, finds the one that is, or accepts what the other has asked.
     *
     * @throws Refused if it may not be asked
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

    /** @throws Refused if it is not pending, or someone else was asked */
    FriendRequestRow accept(Id id, Id uid) {
        Id from = theirs(id, uid).fromUid();
        return circles.change(uid, from, pair -> {
            FriendRequestRow request = pendingNow(id, uid);
            accept(pair, tiesMapper.find(uid, from), request);
            return request;
        });
    }

    /** @throws Refused if it is not pending, or someone else was asked */
    FriendRequestRow reject(Id id, Id uid) {
        Id from = theirs(id, uid).fromUid();
        return circles.change(uid, from, pair -> {
            FriendRequestRow request = pendingNow(id, uid);
            requests.settle(id, FriendRequestState.REJECTED);
            return request;
        });
    }

    /** Settles what is pending between two, both of whom are locked, as it is when {@code uid} blocks the other. */
    void settleForBlock(Id uid, Id blocked) {
        FriendRequestRow pending = requests.findPending(PendingPair.of(uid, blocked));
        if (pending != null) {
            boolean own = pending.fromUid().equals(uid);
            requests.settle(pending.id(), own ? FriendRequestState.WITHDRAWN : FriendRequestState.REJECTED);
        }
    }

    /** Settles a request that is pending no longer for anybody who looks, or should not be. */
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

    /** Whoever counts the other already keeps what it says of it. */
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

    /** Frees the pair of a request that nobody answered in time. */
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
