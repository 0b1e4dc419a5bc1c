package io.waggle.im.relation;

import io.waggle.im.relation.Answering.Answered;
import io.waggle.im.relation.Answering.NotPending;
import io.waggle.im.relation.Answering.NotTheirs;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.Objects;

/**
 * The steps of friend requests that happen whole or not at all.
 *
 * <p>Two things keep a pair's requests in order. The unique key over {@code pending_pair} lets one request be pending, so
 * one that comes second, from either side, finds the first. And whoever answers a request locks its row by primary key
 * before anything else. An insert that meets the key of another ends its transaction before the other is looked at, so
 * nobody holds one lock while waiting for the next.
 */
@Component
class FriendRequestLedger {

    private static final int BOTH_SIDES = 2;

    private final RelationMapper mapper;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FriendRequestLedger(RelationMapper mapper, TransactionTemplate transaction, Clock clock) {
        this.mapper = mapper;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Makes a request pending.
     *
     * <p>Whether the two are friends is asked after the insert: what makes them friends holds the pair's key until that is
     * committed, so it is seen here.
     *
     * @return false if another request was first. Mostly the unique key says so; where InnoDB still locks around a key that
     *     was just deleted, it may make one of two equal inserts the victim of a deadlock instead
     * @throws Refused if the two are friends already
     */
    boolean insert(FriendRequestRow request) {
        try {
            transaction.executeWithoutResult(status -> {
                mapper.insertRequest(request, PendingPair.of(request.fromUid(), request.toUid()));
                if (mapper.countSides(request.fromUid(), request.toUid()) == BOTH_SIDES) {
                    throw new Refused(ErrorCode.ALREADY_FRIENDS);
                }
            });
            return true;
        } catch (DuplicateKeyException | PessimisticLockingFailureException otherWasFirst) {
            return false;
        }
    }

    /** The request that holds the pair's key, expired perhaps. */
    @Nullable
    FriendRequestRow findPending(Id uid, Id other) {
        return mapper.findPending(PendingPair.of(uid, other));
    }

    Answering accept(Id id, Id uid) {
        return answer(id, uid, FriendRequestState.ACCEPTED);
    }

    Answering reject(Id id, Id uid) {
        return answer(id, uid, FriendRequestState.REJECTED);
    }

    /** Frees the pair of a request that nobody answered in time. */
    void expire(Id id) {
        transaction.executeWithoutResult(status -> {
            FriendRequestRow request = mapper.lockRequest(id);
            boolean late = request != null
                    && request.state() == FriendRequestState.PENDING
                    && !request.isPendingAt(clock.millis());
            if (late) {
                mapper.settle(id, FriendRequestState.EXPIRED);
            }
        });
    }

    private Answering answer(Id id, Id uid, FriendRequestState answer) {
        return Objects.requireNonNull(transaction.execute(status -> {
            long now = clock.millis();
            FriendRequestRow request = mapper.lockRequest(id);
            if (request == null || !request.toUid().equals(uid)) {
                return new NotTheirs();
            }
            if (!request.isPendingAt(now)) {
                return new NotPending();
            }
            mapper.settle(id, answer);
            if (answer == FriendRequestState.ACCEPTED) {
                mapper.insertFriendship(new FriendshipRow(request.fromUid(), request.toUid(), now));
                mapper.insertFriendship(new FriendshipRow(request.toUid(), request.fromUid(), now));
            }
            return new Answered(request);
        }));
    }
}
